package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkGradient;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Networks for images other than CIFAR-10's: native kernels against stock DL4J. */
class ImageShapesTest {
  private static final int IMAGES = 3;

  /** Draws of images of which one must agree. */
  private static final int DRAWS = 5;

  @ParameterizedTest
  @CsvSource({
    "1x28x28, 10, PROJECTION",
    "1x28x28, 10, IDENTITY",
    "1x28x28, 10, NONE",
    "3x32x32, 100, PROJECTION",
    "3x32x32, 20, IDENTITY",
    "4x7x13, 3, IDENTITY",
    "6x9x5, 2, PROJECTION"
  })
  void logitsAndGradientsOfNativeKernelsAreThoseOfStockExecution(
      String input, int classes, Shortcut shortcut) {
    ResNetArchitecture network =
        ResNetArchitecture.of(8, 1)
            .withShortcut(shortcut)
            .forImages(ImageShape.parse(input), classes);
    ComputationGraphConfiguration configuration =
        ResNetGraph.configuration(network, 3, new NoOp(), DataType.FLOAT);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    float[] parameters = graph.params().ravel().toFloatVector();
    for (boolean batchStatistics : new boolean[] {false, true}) {
      logitsAgree(configuration, network, parameters, batchStatistics);
      gradientsAgree(graph, network, parameters, batchStatistics);
    }
  }

  /**
   * A ReLU whose input is within rounding of 0 may switch, and moves gradients by thousandths. That
   * happens for some draws of images, which ones depends on the processor's instructions; a fault
   * shows for every draw.
   */
  private static void gradientsAgree(
      ComputationGraph graph,
      ResNetArchitecture network,
      float[] parameters,
      boolean batchStatistics) {
    double least = Double.POSITIVE_INFINITY;
    for (int draw = 1; draw <= DRAWS && least > 1; draw++) {
      LossSpec loss = new LossSpec(images(network, draw), IMAGES, batchStatistics);
      least = Math.min(least, disagreement(graph, network, parameters, loss));
    }
    assertThat(least).isLessThanOrEqualTo(1);
  }

  private static void logitsAgree(
      ComputationGraphConfiguration configuration,
      ResNetArchitecture network,
      float[] parameters,
      boolean batchStatistics) {
    double[][] logits = new double[2][];
    Execution[] executions = {Execution.REFERENCE, Execution.NATIVE};
    for (int i = 0; i < executions.length; i++) {
      try (NetworkFunction function =
          executions[i].function(
              configuration, new LossSpec(images(network, 1), IMAGES, batchStatistics), 2)) {
        logits[i] = function.logits(parameters);
      }
    }
    assertThat(logits[1]).hasSize(IMAGES * network.classes());
    double size = 0;
    for (double logit : logits[0]) {
      size = Math.max(size, Math.abs(logit));
    }
    for (int i = 0; i < logits[0].length; i++) {
      // Single precision through 8 layers.
      assertThat(logits[1][i]).isCloseTo(logits[0][i], within(1e-4 * size));
    }
  }

  /**
   * Returns the largest difference between the two gradients of a tensor, in units of what single
   * precision explains.
   */
  private static double disagreement(
      ComputationGraph graph, ResNetArchitecture network, float[] parameters, LossSpec loss) {
    int[] labels = {0, 1, network.classes() - 1};
    double[][] gradients = new double[2][];
    Execution[] executions = {Execution.REFERENCE, Execution.NATIVE};
    for (int i = 0; i < executions.length; i++) {
      try (NetworkGradient gradient = executions[i].gradient(graph.getConfiguration(), loss, 1)) {
        gradients[i] = gradient.at(parameters, labels);
      }
    }
    double floor = 1e-5 * norm(gradients[0], null, 0, gradients[0].length);
    double largest = 0;
    for (ParameterLayout.Tensor tensor : GraphLayout.layout(graph).tensors()) {
      int end = tensor.offset() + tensor.length();
      // Single against double precision, as in the contract of the kernels.
      double allowed = 1e-4 * norm(gradients[0], null, tensor.offset(), end) + floor;
      largest = Math.max(largest, norm(gradients[0], gradients[1], tensor.offset(), end) / allowed);
    }
    return largest;
  }

  /** Returns the norm of a part of a vector, or of a difference. */
  private static double norm(double[] values, double[] minus, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double value = values[i] - (minus == null ? 0 : minus[i]);
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static NormalizedImages images(ResNetArchitecture network, int draw) {
    float[] pixels = new float[IMAGES * network.input().length()];
    Random random = new Random(draw);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return new NormalizedImages(network.input(), pixels);
  }
}
