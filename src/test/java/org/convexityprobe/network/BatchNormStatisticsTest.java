package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class BatchNormStatisticsTest {
  private final ImageSet images = SyntheticImages.generate(12, 1);
  private final ResNetArchitecture architecture = ResNetArchitecture.of(8, 1);

  @Test
  void recalibratedOnOneBatchTheNetworkComputesWhatItsBatchStatisticsGive() {
    ComputationGraph graph = graph();
    float[] recalibrated = BatchNormStatistics.recalibrated(graph, batches(12));
    double[] own = logits(graph.params().ravel().toFloatVector(), true);
    double[] running = logits(recalibrated, false);
    for (int i = 0; i < own.length; i++) {
      // Single precision; variance 1 of the fresh network, logits of order 1.
      assertThat(running[i]).isCloseTo(own[i], within(1e-4));
    }
  }

  @Test
  void onlyRunningStatisticsChange() {
    ComputationGraph graph = graph();
    float[] before = graph.params().ravel().toFloatVector();
    float[] after = BatchNormStatistics.recalibrated(graph, batches(5));
    assertThat(graph.params().ravel().toFloatVector()).isEqualTo(before);
    for (ParameterLayout.Tensor tensor : GraphLayout.layout(graph).tensors()) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        if (tensor.role() == Role.STATISTIC) {
          assertThat(after[i]).as(tensor.name()).isNotEqualTo(before[i]);
        } else {
          assertThat(after[i]).as(tensor.name()).isEqualTo(before[i]);
        }
      }
    }
  }

  @Test
  void statisticsDoNotDependOnThoseBeforeThem() {
    ComputationGraph graph = graph();
    float[] expected = BatchNormStatistics.recalibrated(graph, batches(12));
    float[] large = graph.params().ravel().toFloatVector();
    for (ParameterLayout.Tensor tensor : GraphLayout.layout(graph).tensors()) {
      if (tensor.role() == Role.STATISTIC) {
        Arrays.fill(large, tensor.offset(), tensor.offset() + tensor.length(), 1e6f);
      }
    }
    graph.params().assign(Nd4j.create(large, new long[] {1, large.length}, 'c'));
    assertThat(BatchNormStatistics.recalibrated(graph, batches(12))).isEqualTo(expected);
  }

  private ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(architecture, 1, new NoOp(), DataType.FLOAT));
    graph.init();
    return graph;
  }

  private ImageBatches batches(int size) {
    return ImageBatches.inOrder(images, Normalization.CIFAR10, size);
  }

  private double[] logits(float[] parameters, boolean batchStatistics) {
    try (NetworkFunction function =
        Execution.REFERENCE.function(
            ResNetGraph.configuration(architecture, 1, new NoOp(), DataType.FLOAT),
            new LossSpec(Normalization.CIFAR10.apply(images), images.count(), batchStatistics),
            2)) {
      return function.logits(parameters);
    }
  }
}
