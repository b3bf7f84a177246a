package org.convexityprobe.execution.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.ExampleGraph;
import org.convexityprobe.execution.ExampleGraph.Block;
import org.convexityprobe.execution.dl4j.GraphReader;
import org.convexityprobe.execution.dl4j.UnsupportedGraphException;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class TorchStatisticsTest {
  @Test
  void theVarianceOfASingleNumberIsZero() throws UnsupportedGraphException {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
    Shape shape = new Shape(3, 4, 4); // 1 × 1 in the last segment
    ComputationGraphConfiguration configuration =
        ExampleGraph.residual(Block.IDENTITY, 1, 4, shape, DataType.FLOAT);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    Network network = GraphReader.read(configuration, shape);
    TorchSettings settings = new TorchSettings("cpu", Precision.FLOAT64);
    float[] parameters = graph.params().ravel().toFloatVector();
    double[] found;
    double[] later;
    double[] alone;
    try (TorchStatistics statistics = new TorchStatistics(network, settings, 2, 1);
        TorchStatistics others = new TorchStatistics(network, settings, 2, 1);
        FloatPointer pixels = new FloatPointer(ExampleGraph.pixels(2, 1, shape))) {
      found = statistics.of(parameters, pixels, 1);
      later = statistics.of(parameters, pixels, 2);
      alone = others.of(parameters, pixels, 2);
    }
    // Variances of single numbers are no part of those of a later batch.
    assertThat(later).isEqualTo(alone);
    int single = 0;
    for (Node node : network.nodes()) {
      if (node instanceof Node.BatchNorm norm) {
        for (int i = 0; i < norm.output().channels(); i++) {
          assertThat(found[norm.mean() + i]).as(norm.name()).isFinite();
          double variance = found[norm.variance() + i];
          if (norm.output().height() == 1) {
            assertThat(variance).as(norm.name()).isZero();
            single++;
          } else {
            assertThat(variance).as(norm.name()).isPositive();
          }
        }
      }
    }
    assertThat(single).isPositive();
  }
}
