package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.convexityprobe.resnet.GoldenNetwork;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.convexityprobe.resnet.Shortcut;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Gradients of the loss that is probed, against central differences and against each other. */
class NetworkGradientTest {
  private static final int IMAGES = 3;

  private final ImageSet images = SyntheticImages.dataset(20, 20, 1).train().first(IMAGES);
  private final NormalizedImages normalized = Normalization.CIFAR10.apply(images);

  private static ComputationGraph graph(Shortcut shortcut, DataType type) {
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(
                ResNetArchitecture.of(8, 1).withShortcut(shortcut), 3, new NoOp(), type));
    graph.init();
    return graph;
  }

  /** Parameters whose γ, β and running statistics are not those at which networks start. */
  private static float[] parameters(ComputationGraph graph) {
    float[] parameters = graph.params().ravel().toFloatVector();
    Random random = new Random(7);
    for (Tensor tensor : GraphLayout.layout(graph).tensors()) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        if (tensor.name().endsWith("running_var") || tensor.role() == Role.SCALE) {
          parameters[i] = 0.5f + random.nextFloat();
        } else if (tensor.role() != Role.FILTERS) {
          parameters[i] = random.nextFloat() - 0.5f;
        }
      }
    }
    return parameters;
  }

  @ParameterizedTest
  @EnumSource(Shortcut.class)
  void theStockGradientWithFrozenStatisticsAgreesWithCentralDifferences(Shortcut shortcut) {
    ComputationGraph exact = graph(shortcut, DataType.DOUBLE);
    ParameterLayout layout = GraphLayout.layout(exact);
    float[] point = parameters(exact);
    double[] gradient = gradient(Execution.REFERENCE, shortcut, point, false);
    Random random = new Random(4);
    for (Tensor tensor : layout.tensors()) {
      int index = tensor.offset() + random.nextInt(tensor.length());
      double expected = centralDifference(exact, point, index);
      // The differences' own error: rounding 1e-16/1e-6, and ReLU's kinks.
      assertThat(gradient[index])
          .as(tensor.name())
          .isCloseTo(expected, within(1e-7 + 1e-5 * Math.abs(expected)));
    }
  }

  @Test
  void theLossOnBatchesOwnStatisticsDoesNotDependOnRunningOnes() {
    ComputationGraph graph = graph(Shortcut.PROJECTION, DataType.FLOAT);
    double[] gradient = gradient(Execution.NATIVE, Shortcut.PROJECTION, parameters(graph), true);
    for (Tensor tensor : GraphLayout.layout(graph).tensors()) {
      if (tensor.role() == Role.STATISTIC) {
        assertThat(norm(gradient, tensor.offset(), tensor.offset() + tensor.length())).isZero();
      }
    }
  }

  private double centralDifference(ComputationGraph exact, float[] point, int index) {
    double step = 1e-6;
    return (loss(exact, point, index, step) - loss(exact, point, index, -step)) / (2 * step);
  }

  private double loss(ComputationGraph exact, float[] point, int index, double step) {
    exact.params().assign(Nd4j.createFromArray(point).castTo(DataType.DOUBLE).reshape(1, -1));
    exact.params().putScalar(index, point[index] + step);
    INDArray input =
        Nd4j.create(normalized.values(), new long[] {IMAGES, 3, 32, 32}, 'c')
            .castTo(DataType.DOUBLE);
    INDArray probabilities = exact.outputSingle(input);
    double sum = 0;
    for (int image = 0; image < IMAGES; image++) {
      sum -= Math.log(probabilities.getDouble(image, images.labels()[image]));
    }
    return sum / IMAGES;
  }

  @ParameterizedTest
  @CsvSource({
    "PROJECTION, false",
    "IDENTITY, false",
    "NONE, false",
    "PROJECTION, true",
    "IDENTITY, true"
  })
  void nativeGradientsAreThoseOfStockExecution(Shortcut shortcut, boolean batchStatistics) {
    ComputationGraph graph = graph(shortcut, DataType.FLOAT);
    float[] point = parameters(graph);
    double[] expected = gradient(Execution.REFERENCE, shortcut, point, batchStatistics);
    double[] found = gradient(Execution.NATIVE, shortcut, point, batchStatistics);
    double floor = 1e-5 * norm(expected, 0, expected.length);
    for (Tensor tensor : GraphLayout.layout(graph).tensors()) {
      int end = tensor.offset() + tensor.length();
      double[] difference = new double[expected.length];
      Arrays.setAll(difference, i -> found[i] - expected[i]);
      // Single against double precision, as in the contract of the kernels.
      assertThat(norm(difference, tensor.offset(), end))
          .as(tensor.name())
          .isLessThanOrEqualTo(1e-4 * norm(expected, tensor.offset(), end) + floor);
    }
  }

  /** Batches of two: the last one is smaller. */
  private double[] gradient(
      Execution execution, Shortcut shortcut, float[] point, boolean batchStatistics) {
    ComputationGraphConfiguration configuration =
        graph(shortcut, DataType.FLOAT).getConfiguration();
    try (NetworkGradient gradient =
        execution.gradient(configuration, new LossSpec(normalized, 2, batchStatistics), 1)) {
      return gradient.at(point, images.labels());
    }
  }

  private static double norm(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet20-identity", "resnet56-projection"})
  @EnabledIfEnvironmentVariable(named = GoldenNetwork.REFERENCE, matches = ".+")
  @EnabledIfEnvironmentVariable(named = GoldenNetwork.DATA, matches = ".+")
  void theSlopeOfATrainedNetworkIsThatOfPyTorch(String name) throws IOException {
    GoldenNetwork golden = new GoldenNetwork(name);
    var line = golden.golden().get("line");
    ImageSet trained = golden.images().train().first(line.get("images").asInt());
    ParameterLayout layout = golden.layout(new NoOp());
    Direction direction = golden.direction(layout);
    int centre = line.get("lambda").size() / 2;
    float[] point = new float[layout.length()];
    golden.line(layout).pointAt(line.get("lambda").get(centre).asDouble(), point);
    try (NetworkGradient gradient =
        Execution.NATIVE.gradient(
            golden.configuration(new NoOp()),
            new LossSpec(golden.normalization().apply(trained), 32, false),
            2)) {
      double[] values = gradient.at(point, trained.labels());
      double slope = 0;
      for (int i = 0; i < values.length; i++) {
        slope += values[i] * direction.get(i);
      }
      double expected = line.get("slope_f64").get(centre).asDouble();
      // As of the slopes by forward differentiation: ReLUs that switch between the precisions.
      assertThat(slope).isCloseTo(expected, within(1e-3 * Math.abs(expected)));
    }
  }
}
