package org.convexityprobe.execution.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.convexityprobe.execution.ExampleGraph;
import org.convexityprobe.execution.dl4j.UnsupportedGraphException;
import org.convexityprobe.execution.plan.KernelSetContract.Example;
import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.TorchEvaluator;
import org.convexityprobe.execution.torch.TorchSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * libtorch keeps the contract of the kernels, on the device that the system property {@code
 * torch.device} names (the processor by default), in single and in double precision.
 *
 * <p>Tolerances in single precision are those of {@link KernelSetContract}. In double precision
 * both sides round to 1e-16, over some thousand terms and ten layers to some 1e-12.
 */
class TorchContractTest {
  private static final int THREADS = 1;
  private static final String DEVICE = System.getProperty("torch.device", "cpu");

  @BeforeEach
  void needsLibtorchAndTheDevice() {
    TorchSettings settings = new TorchSettings(DEVICE, Precision.FLOAT32);
    Assumptions.assumeTrue(settings.lacking().isEmpty(), () -> settings.lacking().orElse(""));
  }

  static Stream<Arguments> examples() {
    return Stream.of(Precision.FLOAT32, Precision.FLOAT64)
        .flatMap(
            precision ->
                KernelSetContract.examples()
                    .map(
                        each ->
                            Arguments.of(each.get()[0], each.get()[1], each.get()[2], precision)));
  }

  private static double tolerance(Precision precision, double single) {
    return precision == Precision.FLOAT64 ? 1e-10 : single;
  }

  private static TorchEvaluator evaluator(
      Example example, int images, Precision precision, TorchEvaluator.Batches batches)
      throws UnsupportedGraphException {
    return new TorchEvaluator(
        KernelSetContract.network(example),
        new TorchSettings(DEVICE, precision),
        ExampleGraph.pixels(images, 3, example.input()),
        batches,
        THREADS);
  }

  private static TorchEvaluator frozen(Example example, int images, Precision precision)
      throws UnsupportedGraphException {
    return evaluator(example, images, precision, new TorchEvaluator.Batches(2, false));
  }

  @ParameterizedTest(name = "{0}, {3}")
  @MethodSource("examples")
  void lossesAndGradientsAreThoseOfStockExecution(
      String name, Example example, int images, Precision precision)
      throws UnsupportedGraphException {
    Network network = KernelSetContract.network(example);
    float[] point = KernelSetContract.start(example, network);
    float[] direction = point.clone();
    ExampleGraph.disturb(network, direction, 5);
    ComputationGraph stock = stock(example);
    INDArray input = pixels(example, images);
    try (TorchEvaluator evaluator = frozen(example, images, precision)) {
      double expected =
          KernelSetContract.stockLoss(
              stock, KernelSetContract.moved(network, point, direction, 0), input);
      double loss = loss(evaluator.logits(point), images);
      assertThat(loss).isCloseTo(expected, within(tolerance(precision, 2e-5) * expected));
      double h = 1e-6;
      double difference =
          (KernelSetContract.stockLoss(
                      stock, KernelSetContract.moved(network, point, direction, h), input)
                  - KernelSetContract.stockLoss(
                      stock, KernelSetContract.moved(network, point, direction, -h), input))
              / (2 * h);
      double slope = product(evaluator.gradient(doubles(point), new int[images]), direction);
      // In single precision an activation near zero may fall on the other side of ReLU; in double
      // precision the difference itself rounds to 1e-16/1e-6 and bends by some h.
      double allowed = precision == Precision.FLOAT64 ? 1e-5 : 1e-3;
      assertThat(slope).isCloseTo(difference, within(allowed * (1 + Math.abs(difference))));
    }
  }

  @ParameterizedTest(name = "{0}, {3}")
  @MethodSource("examples")
  void batchStatisticsGiveStockOutputsAndGradientsInTrainingMode(
      String name, Example example, int images, Precision precision)
      throws UnsupportedGraphException {
    ComputationGraph stock = stock(example);
    float[] parameters = stock.params().castTo(DataType.FLOAT).ravel().toFloatVector();
    INDArray values = Nd4j.create(parameters, new long[] {1, parameters.length}, 'c');
    stock.params().assign(values.castTo(DataType.DOUBLE));
    INDArray input = pixels(example, images);
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, images, ExampleGraph.CLASSES);
    labels.getColumn(0).assign(1);
    try (TorchEvaluator evaluator =
        evaluator(example, images, precision, new TorchEvaluator.Batches(images, true))) {
      INDArray expected = stock.output(true, input)[0];
      double[] logits = evaluator.logits(parameters);
      assertThat(
              KernelSetContract.largestDifference(
                  expected, KernelSetContract.softmax(logits, images)))
          .isLessThan(tolerance(precision, 1e-4)); // a batch of one divides by small variances
      KernelSetContract.compute(stock, input, labels);
      // DL4J's gradients are sums over the batch; its updater divides.
      double[] gradient = stock.gradient().gradient().div(images).ravel().toDoubleVector();
      double[] found = evaluator.gradient(doubles(parameters), new int[images]);
      Network network = KernelSetContract.network(example);
      clearStatistics(network, gradient);
      assertThat(distance(found, gradient))
          .isLessThanOrEqualTo(tolerance(precision, 1e-4) * norm(gradient));
    }
  }

  @ParameterizedTest(name = "{0}, {3}")
  @MethodSource("examples")
  void evaluationsRepeatBitByBit(String name, Example example, int images, Precision precision)
      throws UnsupportedGraphException {
    float[] point = KernelSetContract.start(example, KernelSetContract.network(example));
    int count = 5 + images;
    try (TorchEvaluator evaluator =
        new TorchEvaluator(
            KernelSetContract.network(example),
            new TorchSettings(DEVICE, precision),
            ExampleGraph.pixels(count, 3, example.input()),
            new TorchEvaluator.Batches(count, false),
            2)) {
      double[] first = evaluator.logits(point);
      double[] gradient = evaluator.gradient(doubles(point), new int[count]);
      assertThat(evaluator.logits(point)).isEqualTo(first);
      assertThat(evaluator.gradient(doubles(point), new int[count])).isEqualTo(gradient);
    }
  }

  @ParameterizedTest(name = "{0}, {3}")
  @MethodSource("examples")
  void numbersThatAreNotFiniteReachTheLogits(
      String name, Example example, int images, Precision precision)
      throws UnsupportedGraphException {
    Network network = KernelSetContract.network(example);
    Map<String, float[]> points =
        KernelSetContract.points(network, KernelSetContract.start(example, network));
    if (precision == Precision.FLOAT64) {
      points.remove("all parameters 1e30 times as large"); // no overflow there
    }
    try (TorchEvaluator evaluator = frozen(example, images, precision)) {
      points.forEach(
          (what, point) -> {
            int classes = ExampleGraph.CLASSES;
            double[] logits = evaluator.logits(point);
            for (int image = 0; image < images; image++) {
              assertThat(
                      Arrays.stream(logits, image * classes, (image + 1) * classes)
                          .allMatch(Double::isFinite))
                  .as("%s, image %d", what, image)
                  .isFalse();
            }
          });
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.convexityprobe.execution.plan.KernelSetContract#examples")
  void bfloat16GivesTheLogitsWithinItsBits(String name, Example example, int images)
      throws UnsupportedGraphException {
    float[] point = KernelSetContract.start(example, KernelSetContract.network(example));
    try (TorchEvaluator exact = frozen(example, images, Precision.FLOAT64);
        TorchEvaluator half = frozen(example, images, Precision.BFLOAT16)) {
      double[] expected = exact.logits(point);
      double[] found = half.logits(point);
      // Factors are rounded by 2^-9 at most, in up to 14 layers whose errors add.
      assertThat(distance(found, expected)).isLessThan(14 * 0x1p-8 * norm(expected));
      assertThat(found).isNotEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.convexityprobe.execution.plan.KernelSetContract#examples")
  void hessianTimesAVectorIsTheDerivativeOfTheGradient(String name, Example example, int images)
      throws UnsupportedGraphException {
    Network network = KernelSetContract.network(example);
    double[] point = doubles(KernelSetContract.start(example, network));
    double[] vector = new double[point.length];
    Random random = new Random(8);
    Arrays.setAll(vector, i -> random.nextGaussian());
    clearStatistics(network, vector);
    int[] labels = new int[images];
    for (boolean ownStatistics : new boolean[] {false, true}) {
      try (TorchEvaluator evaluator =
          evaluator(
              example,
              images,
              Precision.FLOAT64,
              new TorchEvaluator.Batches(images, ownStatistics))) {
        // Small enough that no ReLU switches, nearly always; rounding is 1e-16/1e-8.
        double h = 1e-8 / norm(vector) * norm(point);
        double[] plus = evaluator.gradient(moved(point, vector, h), labels);
        double[] minus = evaluator.gradient(moved(point, vector, -h), labels);
        double[] difference = new double[point.length];
        Arrays.setAll(difference, i -> (plus[i] - minus[i]) / (2 * h));
        double[] product = evaluator.hessianTimes(point, vector, labels);
        assertThat(distance(product, difference)).isLessThan(1e-4 * norm(product));
      }
    }
  }

  private static ComputationGraph stock(Example example) {
    ComputationGraph stock = new ComputationGraph(example.in(DataType.DOUBLE));
    stock.init();
    return stock;
  }

  private static INDArray pixels(Example example, int images) {
    return ExampleGraph.images(images, 3, example.input()).castTo(DataType.DOUBLE);
  }

  private static void clearStatistics(Network network, double[] vector) {
    for (Node node : network.nodes()) {
      if (node instanceof Node.BatchNorm norm) {
        Arrays.fill(vector, norm.mean(), norm.mean() + 2 * norm.output().channels(), 0);
      }
    }
  }

  private static double loss(double[] logits, int images) {
    double sum = 0;
    for (int image = 0; image < images; image++) {
      double total = 0;
      for (int c = 0; c < ExampleGraph.CLASSES; c++) {
        total += Math.exp(logits[image * ExampleGraph.CLASSES + c]);
      }
      sum += Math.log(total) - logits[image * ExampleGraph.CLASSES];
    }
    return sum / images;
  }

  private static double[] moved(double[] point, double[] vector, double step) {
    double[] moved = new double[point.length];
    Arrays.setAll(moved, i -> point[i] + step * vector[i]);
    return moved;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  private static double product(double[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
  }

  private static double distance(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return norm(difference);
  }
}
