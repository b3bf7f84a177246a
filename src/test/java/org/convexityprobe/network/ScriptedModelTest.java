package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageLocation;
import org.convexityprobe.data.ImageSelection;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.execution.torch.LibTorch;
import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.ScriptModule;
import org.convexityprobe.execution.torch.TorchEvaluator;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.DirectionSampler;
import org.convexityprobe.landscape.NormalizationDirection;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.convexityprobe.landscape.SampledLineFunction;
import org.convexityprobe.network.Objective.Kind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that PyTorch saved with their code, against losses that PyTorch computed of them. */
class ScriptedModelTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/org/convexityprobe/network/scripts");

  private static final Normalization NORMALIZATION = new Normalization(List.of(0.5), List.of(0.25));

  @BeforeEach
  void requireLibTorch() {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
  }

  private static ImageSet images() throws IOException {
    ImageDataset set =
        ImageLocation.of(FOLDER.resolve("images.npz").toString())
            .load(new ImageSelection(null, null, 1));
    return set.train();
  }

  private static LossSpec loss(String output) throws IOException {
    return loss(new Objective(Objective.Kind.CROSS_ENTROPY, 0, null, output));
  }

  private static LossSpec loss(Objective objective) throws IOException {
    NormalizedImages images = NORMALIZATION.apply(images());
    return new LossSpec(images, 7, false, objective);
  }

  private static ScriptedModel load(String name) throws IOException {
    return ScriptedModel.load(FOLDER.resolve(name));
  }

  private static ScriptedModel precise(String name) throws IOException {
    return load(name).on(Execution.torch(new TorchSettings("cpu", Precision.FLOAT64)), 1);
  }

  private static void equalsPyTorch(String name, String output) throws IOException {
    // Both compute in double precision, in another order of sums.
    equalsPyTorch(name, output, true, 1e-6);
    // 2^-24 for each of some hundred roundings on losses of at most ten.
    equalsPyTorch(name, output, false, 100 * 10 * 0x1p-24);
  }

  private static void equalsPyTorch(
      String name, String output, boolean doublePrecision, double tolerance) throws IOException {
    equalsPyTorch(name, "golden.json", loss(output), doublePrecision, tolerance);
  }

  private static void equalsPyTorch(
      String name, String file, LossSpec loss, boolean doublePrecision, double tolerance)
      throws IOException {
    JsonNode golden = new ObjectMapper().readTree(Files.readString(FOLDER.resolve(file)));
    ScriptedModel model = doublePrecision ? precise(name + ".pt") : load(name + ".pt");
    try (NetworkFunction function = model.function(loss)) {
      float[] weights = model.parameters();
      float[] direction = direction(model);
      NetworkLine line =
          new NetworkLine(function, images().labels(), weights, Direction.of(direction));
      for (int i = 0; i < golden.get("lambdas").size(); i++) {
        double[] losses = line.samplesAt(golden.get("lambdas").get(i).asDouble());
        for (int image = 0; image < losses.length; image++) {
          assertThat(losses[image])
              .as("%s at λ %s, image %d", name, golden.get("lambdas").get(i), image)
              .isCloseTo(golden.get(name).get(i).get(image).asDouble(), within(tolerance));
        }
      }
    }
  }

  @Test
  void aVggWithDropoutAndBatchNormHasPyTorchsLosses() throws IOException {
    equalsPyTorch("vgg", null);
  }

  @Test
  void anMlpWithTiedWeightsHasPyTorchsLosses() throws IOException {
    equalsPyTorch("mlp", null);
  }

  @Test
  void aTransformerHasPyTorchsLosses() throws IOException {
    equalsPyTorch("transformer", "logits");
  }

  @Test
  void aPreActivationResNetHasPyTorchsLosses() throws IOException {
    equalsPyTorch("resnet", null);
  }

  private static Objective objective(String name) {
    List<Double> weights = List.of(1.0, 2.0, 0.5);
    return switch (name) {
      case "smoothed" -> new Objective(Kind.CROSS_ENTROPY, 0.1, null, null);
      case "weighted" -> new Objective(Kind.CROSS_ENTROPY, 0.1, weights, null);
      case "mse" -> new Objective(Kind.MSE, 0, null, null);
      case "bce" -> new Objective(Kind.BCE, 0, null, null);
      default -> Objective.CROSS_ENTROPY;
    };
  }

  /** Double precision on both sides, in another order of sums of some thousand terms. */
  private static void isClose(double value, JsonNode expected, String what) {
    assertThat(value)
        .as(what)
        .isCloseTo(expected.asDouble(), within(1e-9 * Math.max(1, Math.abs(expected.asDouble()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "resnet"})
  void lossesSlopesAndCurvaturesOfEveryObjectiveArePyTorchs(String name) throws IOException {
    JsonNode golden =
        new ObjectMapper().readTree(Files.readString(FOLDER.resolve("objectives.json"))).get(name);
    ScriptedModel model = precise(name + ".pt");
    float[] weights = model.parameters();
    float[] direction = direction(model);
    double[] along = new double[direction.length];
    for (int i = 0; i < along.length; i++) {
      along[i] = direction[i];
    }
    int[] labels = images().labels();
    for (String key : List.of("cross-entropy", "smoothed", "weighted", "mse", "bce")) {
      JsonNode expected = golden.get(key);
      LossSpec loss = loss(objective(key));
      LabelledLoss losses = LabelledLoss.of(loss.objective(), images());
      try (NetworkFunction function = model.function(loss);
          NetworkGradient gradient = model.gradient(loss);
          NetworkHessian hessian = model.hessian(loss)) {
        double[] each = losses.losses(function.logits(weights));
        isClose(SampledLineFunction.mean(each), expected.get("mean"), key + " mean");
        double ratio = each[0] / expected.get("each").get(0).asDouble();
        for (int i = 0; i < each.length; i++) {
          isClose(each[i] / ratio, expected.get("each").get(i), key + " of image " + i);
        }
        isClose(dot(gradient.at(weights, labels), along), expected.get("slope"), key + " slope");
        isClose(function.slope(weights, direction, labels), expected.get("slope"), key);
        isClose(
            dot(hessian.times(weights, along, labels), along),
            expected.get("curvature"),
            key + " curvature");
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** A direction that moves all parameters, and no running statistics, which come last. */
  private static float[] direction(ScriptedModel model) {
    float[] direction = new float[model.layout().length()];
    for (Tensor tensor : model.layout().tensors()) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        direction[i] = tensor.role() == Role.STATISTIC ? 0 : (float) (Math.sin(i + 1) / 10);
      }
    }
    return direction;
  }

  private static LossSpec ofBatches() throws IOException {
    return new LossSpec(NORMALIZATION.apply(images()), 7, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scripted-vgg", "trained-trace"})
  void batchNormOnStatisticsOfBatchesHasPyTorchsLosses(String name) throws IOException {
    // As for running statistics: double precision in another order of sums; some hundred roundings.
    equalsPyTorch(name, "batch-norm.json", ofBatches(), true, 1e-6);
    equalsPyTorch(name, "batch-norm.json", ofBatches(), false, 100 * 10 * 0x1p-24);
  }

  @Test
  void statisticsOfBatchesLeaveRunningOnesAsTheyAre() throws IOException {
    try (ScriptModule module =
        ScriptModule.load(FOLDER.resolve("scripted-vgg.pt"), TorchSettings.DEFAULT, null)) {
      float[] before = module.values();
      module.useBatchStatistics();
      NormalizedImages images = NORMALIZATION.apply(images());
      try (TorchEvaluator evaluator =
          new TorchEvaluator(module, new long[] {1, 8, 8}, images.values(), 7, 1)) {
        double[] first = evaluator.logits(before);
        double[] gradient = evaluator.gradient(doubles(before), images().labels());
        assertThat(evaluator.logits(before)).isEqualTo(first);
        assertThat(evaluator.gradient(doubles(before), images().labels())).isEqualTo(gradient);
        assertThat(module.values()).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg", "scripted-vgg"})
  void gradientsByRunningStatisticsAreThoseOfDifferences(String name) throws IOException {
    ScriptedModel model = precise(name + ".pt");
    LossSpec loss = loss((String) null);
    LabelledLoss losses = LabelledLoss.of(loss.objective(), images());
    float[] weights = model.parameters();
    float[] direction = new float[weights.length];
    for (Tensor tensor : model.layout().tensors()) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        direction[i] = tensor.role() == Role.STATISTIC ? (float) Math.sin(i + 1) : 0;
      }
    }
    try (NetworkFunction function = model.function(loss);
        NetworkGradient gradient = model.gradient(loss)) {
      NetworkLine line = new NetworkLine(function, losses, weights, Direction.of(direction));
      double step = 1e-6;
      double difference =
          (SampledLineFunction.mean(line.samplesAt(step))
                  - SampledLineFunction.mean(line.samplesAt(-step)))
              / (2 * step);
      // Rounding, 2^-53 / step, and the square of the step, each times some hundred.
      assertThat(dot(gradient.at(weights, images().labels()), doubles(direction)))
          .isCloseTo(difference, within(1e-8))
          .isNotZero();
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Batches of 23 images, of which the last is one of 24. */
  private static LossSpec oneLeft() throws IOException {
    return new LossSpec(NORMALIZATION.apply(images()), 23, true);
  }

  private static void refusesBatches(String name, String... parts) throws IOException {
    LossSpec loss = ofBatches();
    assertThatThrownBy(() -> load(name).function(loss).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  @Test
  void statisticsOfBatchesAreRefusedWhereTheyCannotBeUsed() throws IOException {
    refusesBatches("vgg.pt", "vgg.pt", "traced in evaluation mode", "torch.jit.script");
    assertThatThrownBy(() -> load("vectors.pt").function(oneLeft()).logits(new float[451]))
        .hasMessageContainingAll("vectors.pt", "batches of 1 images", "--batch-size");
    refusesBatches("mlp.pt", "mlp.pt has no batch-norm");
    refusesBatches("training-mode.pt", "other logits each time", "dropout");
  }

  @Test
  void aNetworkThatMovesItsStatisticsIsRefusedWithRunningOnes() {
    refuses("trained-trace.pt", null, "running statistics", "model.eval()", "--batch-norm batch");
  }

  @Test
  void indicesStayIntegersAndTransposesStayTied() throws IOException {
    ScriptedModel model = precise("indexed.pt");
    LossSpec loss = loss((String) null);
    LabelledLoss losses = LabelledLoss.of(loss.objective(), images());
    try (NetworkFunction function = model.function(loss)) {
      // cross_entropy of the same network in double precision, as make_batch_norm.py prints it.
      assertThat(SampledLineFunction.mean(losses.losses(function.logits(model.parameters()))))
          .isCloseTo(1.0830426832563913, within(1e-9));
    }
    assertThat(model.buffers()).containsExactly("index");
  }

  @Test
  void oneLogitTellsTwoClassesApart() throws IOException {
    ImageSet two =
        ImageLocation.of(FOLDER.resolve("two-classes.npz").toString())
            .load(new ImageSelection(null, null, 1))
            .train();
    ScriptedModel model = precise("one-logit.pt");
    LossSpec loss = new LossSpec(NORMALIZATION.apply(two), 5, false, objective("bce"));
    try (NetworkFunction function = model.function(loss)) {
      function.requireClasses(2);
      double[] outputs = function.logits(model.parameters());
      LabelledLoss losses = LabelledLoss.of(loss.objective(), two);
      // binary_cross_entropy_with_logits of the same outputs, as make_scripts.py prints it.
      assertThat(SampledLineFunction.mean(losses.losses(outputs)))
          .isCloseTo(0.5747450305518024, within(1e-9));
      assertThatThrownBy(() -> function.requireClasses(3))
          .hasMessageContainingAll("one-logit.pt gives 1 numbers", "3 classes");
    }
  }

  @Test
  void tiedWeightsMoveOnce() throws IOException {
    ScriptedModel model = load("mlp.pt");
    assertThat(model.layout().tensors().stream().map(Tensor::name))
        .containsExactly(
            "first.weight",
            "first.bias",
            "second.weight",
            "second.bias",
            "again.bias",
            "last.weight",
            "last.bias");
  }

  @Test
  void filtersAreSlicesAlongTheFirstDimensionAndBuffersDoNotMove() throws IOException {
    ScriptedModel model = load("vgg.pt");
    assertThat(model.layout().tensors())
        .contains(
            new Tensor("features.0.weight", Role.FILTERS, 0, 4, 9, 9, List.of(4, 1, 3, 3)),
            new Tensor("features.1.weight", Role.SCALE, 40, 1, 4, 4, List.of(4)),
            new Tensor("features.1.bias", Role.BIAS, 44, 1, 4, 4, List.of(4)))
        .noneMatch(tensor -> tensor.name().contains("running") && tensor.role() != Role.STATISTIC)
        .endsWith(
            new Tensor("features.1.running_mean", Role.STATISTIC, 497, 1, 4, 4, List.of(4)),
            new Tensor("features.1.running_var", Role.STATISTIC, 501, 1, 4, 4, List.of(4)));
    assertThat(model.buffers()).containsExactly("features.1.num_batches_tracked");
    Direction direction =
        new DirectionSampler(model.layout(), NormalizationDirection.IGNORE, 1)
            .draw(model.parameters(), 0);
    double filter = 0;
    double drawn = 0;
    for (int i = 0; i < 9; i++) {
      filter += Math.pow(model.parameters()[i], 2);
      drawn += Math.pow(direction.get(i), 2);
    }
    // Nine squares of single-precision numbers.
    assertThat(drawn).isCloseTo(filter, within(filter * 9 * 0x1p-22));
    assertThat(direction.get(40)).isZero();
    assertThat(direction.get(497)).isZero();
  }

  @Test
  void lossesDoNotDependOnWhereParametersWereBefore() throws IOException {
    ScriptedModel model = load("vgg.pt");
    NetworkFunction function = model.function(loss((String) null));
    float[] weights = model.parameters();
    double[] first = function.logits(weights);
    float[] moved = weights.clone();
    Arrays.fill(moved, 0.5f);
    assertThat(function.logits(moved)).isNotEqualTo(first);
    assertThat(model.parameters()).isEqualTo(weights);
    assertThat(function.logits(weights)).isEqualTo(first);
  }

  private static void refuses(String name, String output, String... parts) {
    assertThatThrownBy(() -> load(name).function(loss(output)).close())
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  @Test
  void whatIsWrongWithANetworkIsSaid() {
    refuses("training-mode.pt", null, "training-mode.pt", "model.eval() before torch.jit.trace");
    refuses("fixed-batch.pt", null, "[7, 1, 8, 8]", "size of its batch", "x.shape[0]");
    refuses("no-parameters.pt", null, "no parameters");
    refuses("nan.pt", null, "l.weight holds NaN");
    refuses("moves-to-gpu.pt", null, "moves-to-gpu.pt", "CUDA");
    refuses("shared-buffer.pt", null, "parameter l.weight", "buffer copy", "share their numbers");
    refuses("absent.pt", null, "no such network");
    refuses("tuple.pt", null, "a tuple of 2", "--output", "0 to 1");
    refuses("tuple.pt", "2", "a tuple of 2");
    refuses("list.pt", null, "a list of 2", "--output", "0 to 1");
    refuses("device.pt", null, "device.pt", "CUDA' backend; where", "x.device");
    refuses("transformer.pt", null, "a dictionary", "--output");
    refuses("transformer.pt", "scores", "without 'scores'");
    refuses("state-dict.pt", null, "state-dict.pt", "convexity import");
    refuses("images.npz", null, "images.npz", "a NumPy archive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tuple.pt", "list.pt"})
  void aPartOfATupleOrAListCanBeNamed(String name) throws IOException {
    ScriptedModel model = load(name);
    try (NetworkFunction second = model.function(loss("1"));
        NetworkFunction first = model.function(loss("0"))) {
      double[] logits = second.logits(model.parameters());
      double[] doubled = first.logits(model.parameters());
      assertThat(doubled).isEqualTo(Arrays.stream(logits).map(logit -> 2 * logit).toArray());
    }
  }

  @Test
  void halfPrecisionIsConverted() throws IOException {
    ScriptedModel model = load("half.pt");
    try (NetworkFunction function = model.function(loss("0"))) {
      for (float weight : model.parameters()) {
        // Numbers of 11 significant bits; the smallest of these weights are normal ones.
        assertThat(Float.floatToRawIntBits(weight) & 0x1fff).isZero();
      }
      assertThat(function.logits(model.parameters())).hasSize(24 * 3);
    }
  }

  @Test
  void filesOfANewerPyTorchAreRefused(@TempDir Path folder) throws IOException {
    Path newer = folder.resolve("newer.pt");
    try (ZipFile source = new ZipFile(FOLDER.resolve("tuple.pt").toFile());
        ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(newer))) {
      for (ZipEntry entry : source.stream().toList()) {
        byte[] bytes = source.getInputStream(entry).readAllBytes();
        target.putNextEntry(new ZipEntry(entry.getName()));
        target.write(entry.getName().endsWith("/version") ? new byte[] {'9', '9', '\n'} : bytes);
      }
    }
    assertThatThrownBy(() -> ScriptedModel.load(newer))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            newer.toString(), "version 99", "save the network with an earlier PyTorch")
        .hasMessageNotContaining("\n");
  }

  @Test
  void damagedFilesAreRefused(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve("tuple.pt"));
    for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 30}) {
      Path cut = Files.write(folder.resolve("cut" + length + ".pt"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ScriptedModel.load(cut))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(cut.toString())
          .hasMessageNotContaining("\n");
    }
  }
}
