package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.data.Tensor;
import org.convexityprobe.data.TensorFile;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkGradient;
import org.convexityprobe.network.NetworkLine;
import org.convexityprobe.network.Objective;
import org.convexityprobe.network.Objective.Kind;
import org.convexityprobe.network.ProbedModel;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/** Networks of other programs on DL4J, against what DL4J computes of them. */
class OtherGraphTest {
  private static final int IMAGES = 6;
  private static final int CLASSES = 3;
  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final int[] LABELS = {0, 1, 2, 2, 1, 0};

  /** Single precision of some ten layers, of values of about one. */
  private static final double ROUNDING = 1e-5;

  @TempDir private Path folder;

  private final float[] pixels = pixels();

  private static float[] pixels() {
    Random random = new Random(3);
    float[] pixels = new float[IMAGES * SHAPE.length()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  private LossSpec loss(Kind kind) {
    return new LossSpec(
        new NormalizedImages(SHAPE, pixels), 4, false, new Objective(kind, 0, null, null));
  }

  private static OutputLayer output(Activation activation, LossFunction loss) {
    return new OutputLayer.Builder(loss).nOut(CLASSES).activation(activation).build();
  }

  private static ListBuilder builder() {
    return new NeuralNetConfiguration.Builder().seed(5).updater(new Adam(0.01)).list();
  }

  private MultiLayerNetwork convolutions() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            builder()
                .layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.ELU).build())
                .layer(new BatchNormalization())
                .layer(
                    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new DropoutLayer(0.5))
                .layer(new DenseLayer.Builder().nOut(7).activation(Activation.TANH).build())
                .layer(output(Activation.SOFTMAX, LossFunction.MCXENT))
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    network.init();
    network.fit(images(4), labels());
    return network;
  }

  private INDArray images(int rank) {
    return rank == 4
        ? Nd4j.create(pixels, new long[] {IMAGES, 1, 8, 8}, 'c')
        : Nd4j.create(pixels, new long[] {IMAGES, 64}, 'c');
  }

  private static INDArray labels() {
    INDArray labels = Nd4j.zeros(IMAGES, CLASSES);
    for (int i = 0; i < IMAGES; i++) {
      labels.putScalar(i, LABELS[i], 1);
    }
    return labels;
  }

  private TrainedNetwork read(MultiLayerNetwork network) throws IOException {
    Path zip = folder.resolve("network.zip");
    ModelSerializer.writeModel(network, zip.toFile(), true);
    return NetworkFiles.read(zip);
  }

  private static double[] logits(TrainedNetwork network, LossSpec loss) {
    try (NetworkFunction function = network.model(Execution.REFERENCE, 1).function(loss)) {
      return function.logits(network.parameters());
    }
  }

  @Test
  void aMultiLayerNetworkHasTheProbabilitiesThatDl4jGives() throws IOException {
    MultiLayerNetwork own = convolutions();
    TrainedNetwork network = read(own);
    double[] logits = logits(network, loss(Kind.CROSS_ENTROPY));
    INDArray expected = own.output(images(4));
    for (int i = 0; i < IMAGES; i++) {
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        sum += Math.exp(logits[i * CLASSES + c]);
      }
      for (int c = 0; c < CLASSES; c++) {
        assertThat(Math.exp(logits[i * CLASSES + c]) / sum)
            .isCloseTo(expected.getDouble(i, c), within(ROUNDING));
      }
    }
    assertThat(network.description().describe()).isEqualTo("network");
  }

  /** Batch-norms after dense layers; the second has no parameters beside its statistics. */
  private static MultiLayerNetwork normalizedVectors(int inputs, int classes) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            builder()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build())
                .layer(new BatchNormalization.Builder().nOut(6).build())
                .layer(new DenseLayer.Builder().nIn(6).nOut(5).activation(Activation.TANH).build())
                .layer(
                    new BatchNormalization.Builder(true)
                        .nOut(5)
                        .lockGammaBeta(true)
                        .gamma(1.5)
                        .beta(0.25)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(5)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  @Test
  void itsGradientIsTheSlopeOfItsLossWithoutDropout() throws IOException {
    requireSlopes(read(convolutions()), false);
  }

  @Test
  void batchNormOfVectorsHasAGradientThatIncludesItsStatistics() throws IOException {
    MultiLayerNetwork network = normalizedVectors(64, CLASSES);
    network.fit(images(2), labels());
    requireSlopes(read(network), true);
  }

  @Test
  void recalibratedStatisticsOfVectorsAreThoseOfTheBatch() throws IOException {
    ImageSet images = SyntheticImages.dataset(20, 20, 1).train();
    TrainedNetwork network = read(normalizedVectors(images.shape().length(), images.classes()));
    ProbedModel model = network.model(Execution.REFERENCE, 1);
    NormalizedImages pixels = Normalization.CIFAR10.apply(images);
    try (NetworkFunction running = model.function(new LossSpec(pixels, 20, false));
        NetworkFunction batch = model.function(new LossSpec(pixels, 20, true))) {
      double[] expected = batch.logits(network.parameters());
      double[] found =
          running.logits(
              model.recalibrated(ImageBatches.inOrder(images, Normalization.CIFAR10, 20)));
      // Single precision, and statistics that DL4J gives as small differences from running ones.
      assertThat(found).containsExactly(expected, within(1e-4));
      assertThat(found).isNotEqualTo(running.logits(network.parameters()));
    }
  }

  /** One output is enough for two classes; the statistics do not depend on labels. */
  @Test
  void statisticsOfANetworkWithOneOutputAreRecalibrated() throws IOException {
    ImageSet images = SyntheticImages.dataset(20, 20, 1).train();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(new DenseLayer.Builder().nIn(images.shape().length()).nOut(5).build())
                .layer(new BatchNormalization.Builder().nIn(5).nOut(5).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.XENT)
                        .nIn(5)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
    network.init();
    TrainedNetwork read = read(network);
    float[] found =
        read.model(Execution.REFERENCE, 1)
            .recalibrated(ImageBatches.inOrder(images, Normalization.CIFAR10, 20));
    assertThat(found).isNotEqualTo(read.parameters());
    for (float number : found) {
      assertThat(number).isFinite();
    }
  }

  /** libtorch computes no sigmoid output, so that no way of execution is a way out. */
  @Test
  void gradientsThatNothingComputesAreRefusedWithoutAdviceInACircle() throws IOException {
    Path zip = folder.resolve("bce.zip");
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(
                    new OutputLayer.Builder(LossFunction.XENT)
                        .nIn(64)
                        .nOut(CLASSES)
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
    network.init();
    ModelSerializer.writeModel(network, zip.toFile(), false);
    ProbedModel model = NetworkFiles.read(zip).model(Execution.AUTO, 1);
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> model.gradient(loss(Kind.BCE)), () -> model.hessian(loss(Kind.BCE)))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(
              "need libtorch, which does not compute this network", "TorchScript")
          .hasMessageNotContaining("--execution");
    }
  }

  private void requireSlopes(TrainedNetwork network, boolean statisticsMove) {
    ProbedModel model = network.model(Execution.AUTO, 1);
    float[] weights = network.parameters();
    float[] direction = new float[weights.length];
    Random random = new Random(2);
    for (var tensor : network.layout().tensors()) {
      boolean fixed = tensor.name().contains("running") && !statisticsMove;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        direction[i] = fixed ? 0 : (float) random.nextGaussian() / 10;
      }
    }
    LossSpec loss = loss(Kind.CROSS_ENTROPY);
    try (NetworkFunction function = model.function(loss);
        NetworkGradient gradient = model.gradient(loss)) {
      NetworkLine line = new NetworkLine(function, LABELS, weights, Direction.of(direction));
      double h = 2e-3;
      double expected = (line.valueAt(h) - line.valueAt(-h)) / (2 * h);
      double slope = 0;
      double[] found = gradient.at(weights, LABELS);
      for (int i = 0; i < found.length; i++) {
        slope += found[i] * direction[i];
      }
      // Rounding of some ten layers over 2h, and a third derivative of at most a hundred times
      // h²/6.
      assertThat(slope).isCloseTo(expected, within(10 * 0x1p-24 / h + 20 * h * h));
    }
  }

  @Test
  void aGraphWithASquaredErrorTakesVectors() throws IOException {
    ComputationGraph own =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", new DenseLayer.Builder().nIn(64).nOut(5).build(), "in")
                .addLayer(
                    "b",
                    new DenseLayer.Builder().nIn(64).nOut(4).activation(Activation.RELU).build(),
                    "in")
                .addVertex("both", new MergeVertex(), "a", "b")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(9)
                        .nOut(CLASSES)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "both")
                .setOutputs("out")
                .build());
    own.init();
    Path zip = folder.resolve("graph.zip");
    ModelSerializer.writeModel(own, zip.toFile(), false);
    TrainedNetwork network = NetworkFiles.read(zip);
    double[] outputs = logits(network, loss(Kind.MSE));
    double[] expected = own.outputSingle(images(2)).ravel().toDoubleVector();
    for (int i = 0; i < outputs.length; i++) {
      assertThat(outputs[i]).isCloseTo(expected[i], within(ROUNDING));
    }
    assertThatThrownBy(() -> logits(network, loss(Kind.CROSS_ENTROPY)))
        .hasMessageContainingAll("graph.zip has another", "--loss mse");
  }

  @Test
  void directionsHaveTheShapesOfItsLayers() throws IOException {
    MultiLayerNetwork dense =
        new MultiLayerNetwork(
            builder()
                .layer(new DenseLayer.Builder().nIn(64).nOut(5).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(5)
                        .nOut(CLASSES)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    dense.init();
    dense.getParam("0_b").assign(1); // zeros are not written
    TensorFile saved = directionOf(read(dense));
    Tensor weight = saved.find("0.weight").orElseThrow();
    assertThat(weight.shape()).containsExactly(5, 64);
    assertThat(weight.values()[2 * 64 + 7]).isEqualTo(dense.getParam("0_W").getFloat(7, 2));
    assertThat(saved.find("0.bias").orElseThrow().shape()).containsExactly(5);
    MultiLayerNetwork convolutions = convolutions();
    Tensor kernels = directionOf(read(convolutions)).find("0.weight").orElseThrow();
    assertThat(kernels.shape()).containsExactly(4, 1, 3, 3);
    assertThat(kernels.values()[3 * 9 + 5])
        .isEqualTo(convolutions.getParam("0_W").getFloat(3, 0, 1, 2));
  }

  /** Writes the weights as a direction, and reads it again. */
  private TensorFile directionOf(TrainedNetwork network) throws IOException {
    Path file = folder.resolve("direction.safetensors");
    WeightFile.writeDirection(file, network.layout(), network.parameters(), Map.of());
    float[] read = WeightFile.read(file).direction(network.layout());
    assertThat(read).containsExactly(network.parameters());
    return TensorFile.read(file);
  }

  /** Each decay holds a schedule, also where its coefficient is one number. */
  @Test
  void decayAndSchedulesOfTrainingAreRead() throws IOException {
    Map<Integer, Double> rates = new LinkedHashMap<>(Map.of(0, 0.1, 5, 0.01));
    List<ISchedule> schedules =
        List.of(
            new StepSchedule(ScheduleType.EPOCH, 0.01, 0.5, 10),
            new ExponentialSchedule(ScheduleType.EPOCH, 0.01, 0.9),
            new InverseSchedule(ScheduleType.ITERATION, 0.01, 0.9, 2),
            new MapSchedule(ScheduleType.EPOCH, rates),
            new PolySchedule(ScheduleType.EPOCH, 0.01, 2, 50),
            new SigmoidSchedule(ScheduleType.EPOCH, 0.01, 0.9, 20),
            new CycleSchedule(ScheduleType.EPOCH, 0.01, 50));
    for (ISchedule schedule : schedules) {
      MultiLayerNetwork own =
          new MultiLayerNetwork(
              new NeuralNetConfiguration.Builder()
                  .seed(5)
                  .updater(new Adam(schedule))
                  .l1(1e-4)
                  .l2(1e-3)
                  .weightDecayBias(1e-3)
                  .list()
                  .layer(new DenseLayer.Builder().nIn(64).nOut(5).build())
                  .layer(
                      new OutputLayer.Builder(LossFunction.MSE)
                          .nIn(5)
                          .nOut(CLASSES)
                          .activation(Activation.IDENTITY)
                          .build())
                  .build());
      own.init();
      assertThat(read(own).parameters()).isEqualTo(own.params().ravel().toFloatVector());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"DOUBLE", "HALF"})
  void otherPrecisionsAreRefusedWithAWayOut(DataType precision) {
    MultiLayerNetwork own = normalizedVectors(64, CLASSES).convertDataType(precision);
    assertThatThrownBy(() -> read(own))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "its numbers are of type %s; expected FLOAT; save network.convertDataType(DataType.FLOAT)"
                .formatted(precision));
  }

  @Test
  void imagesOfAnotherShapeAreRefused() throws IOException {
    TrainedNetwork network = read(convolutions());
    LossSpec other =
        new LossSpec(new NormalizedImages(new ImageShape(3, 8, 8), new float[3 * 64]), 1, false);
    assertThatThrownBy(() -> logits(network, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("network.zip does not take images of 3x8x8");
  }

  @Test
  void otherOutputLayersAreRefused() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            builder()
                .layer(new DenseLayer.Builder().nIn(64).nOut(4).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MEAN_ABSOLUTE_ERROR)
                        .nIn(4)
                        .nOut(CLASSES)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    network.init();
    assertThatThrownBy(() -> read(network))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("LossMAE");
  }

  @Test
  void weightedLossesAreRefused() throws IOException {
    INDArray weights = Nd4j.create(new double[] {1, 2, 3});
    Map<ILossFunction, Activation> losses =
        Map.of(
            new LossMCXENT(weights), Activation.SOFTMAX,
            new LossBinaryXENT(weights), Activation.SIGMOID,
            new LossMSE(weights), Activation.IDENTITY);
    for (Map.Entry<ILossFunction, Activation> loss : losses.entrySet()) {
      MultiLayerNetwork network =
          new MultiLayerNetwork(
              builder()
                  .layer(
                      new OutputLayer.Builder(loss.getKey())
                          .nIn(64)
                          .nOut(CLASSES)
                          .activation(loss.getValue())
                          .build())
                  .build());
      network.init();
      assertThatThrownBy(() -> read(network))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(", with weights", "without weights of outputs");
    }
  }

  /** Writes a zip again, with a text of its configuration replaced. */
  private Path changed(Path zip, String text, String other) throws IOException {
    Path changed = folder.resolve("changed.zip");
    try (ZipFile source = new ZipFile(zip.toFile());
        ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry : source.stream().toList()) {
        byte[] bytes = source.getInputStream(entry).readAllBytes();
        if (entry.getName().equals("configuration.json")) {
          String json = new String(bytes, StandardCharsets.UTF_8);
          assertThat(json).contains(text);
          bytes = json.replace(text, other).getBytes(StandardCharsets.UTF_8);
        }
        target.putNextEntry(new ZipEntry(entry.getName()));
        target.write(bytes);
      }
    }
    return changed;
  }

  @Test
  void classesThatAreNotKnownAreNeverMade() throws IOException {
    read(convolutions());
    Path zip = folder.resolve("network.zip");
    Path hostile =
        changed(zip, "org.nd4j.linalg.activations.impl.ActivationTanH", "javax.script.Unknown");
    assertThatThrownBy(() -> NetworkFiles.read(hostile))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("names javax.script.Unknown", "nothing of it was run");
    Path larger = changed(zip, "\"nout\" : 7", "\"nout\" : 2000000000");
    assertThatThrownBy(() -> NetworkFiles.read(larger))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed.zip");
  }
}
