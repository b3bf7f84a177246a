package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.network.GraphLayout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** The gradient of a whole network, in double precision, against central differences. */
class GradientCheckTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @EnumSource(Shortcut.class)
  void theGradientOfEveryTensorAgreesWithCentralDifferences(Shortcut shortcut) {
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(
                ResNetArchitecture.of(8, 1).withShortcut(shortcut),
                3,
                new NoOp(),
                DataType.DOUBLE));
    graph.init();
    DataSet batch = batch();
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
    // DL4J's gradient is that of the sum over the batch; its score is the mean.
    INDArray gradient = graph.gradient().gradient().ravel().div(batch.numExamples()).dup();
    Random random = new Random(4);
    for (ParameterLayout.Tensor tensor : GraphLayout.layout(graph).tensors()) {
      if (tensor.role() != Role.STATISTIC) {
        int index = tensor.offset() + random.nextInt(tensor.length());
        double expected = centralDifference(graph, batch, index);
        // The differences' own error: rounding 1e-16/1e-5, truncation (1e-5)², and ReLU's kinks.
        assertThat(gradient.getDouble(index))
            .as(tensor.name())
            .isCloseTo(expected, within(1e-6 + 1e-4 * Math.abs(expected)));
      }
    }
  }

  private static double centralDifference(ComputationGraph graph, DataSet batch, int index) {
    double value = graph.params().getDouble(index);
    graph.params().putScalar(index, value + STEP);
    double above = graph.score(batch, true);
    graph.params().putScalar(index, value - STEP);
    double below = graph.score(batch, true);
    graph.params().putScalar(index, value);
    return (above - below) / (2 * STEP);
  }

  private static DataSet batch() {
    Random random = new Random(5);
    int images = 3;
    INDArray features = Nd4j.create(DataType.DOUBLE, images, 3, 32, 32);
    for (int i = 0; i < features.length(); i++) {
      features.putScalar(i, random.nextGaussian());
    }
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, images, 10);
    for (int i = 0; i < images; i++) {
      labels.putScalar(i, random.nextInt(10), 1);
    }
    return new DataSet(features, labels);
  }
}
