package org.convexityprobe.resnet;

import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/** Recomputes the running statistics of batch-norm for the weights as they are. */
final class BatchNormStatistics {
  private BatchNormStatistics() {}

  /**
   * Returns a copy of the graph's parameters whose running mean and variance are the averages, over
   * the batches given, of what each layer sees in training mode. The graph keeps its parameters.
   *
   * <p>DL4J hands over a batch's statistics as gradients, g = (1 − d) (running − batch) with decay
   * d, in the slices of the flat gradient where the running statistics lie.
   */
  static float[] recalibrated(ComputationGraph graph, ImageBatches batches) {
    ParameterLayout layout = ResNetParameters.layout(graph);
    float[] parameters = graph.params().ravel().toFloatVector();
    double[] sums = new double[parameters.length];
    long images = 0;
    while (batches.hasNext()) {
      DataSet batch = batches.next();
      graph.setInputs(batch.getFeatures());
      graph.setLabels(batch.getLabels());
      graph.computeGradientAndScore();
      add(layout, parameters, graph.gradient().gradient().ravel().toFloatVector(), batch, sums);
      images += batch.numExamples();
    }
    graph.clear();
    for (Tensor tensor : layout.tensors()) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        if (tensor.role() == Role.STATISTIC) {
          parameters[i] = (float) (sums[i] / images);
        }
      }
    }
    return parameters;
  }

  private static void add(
      ParameterLayout layout, float[] running, float[] gradient, DataSet batch, double[] sums) {
    double share = 1 - ResNetGraph.BATCH_NORM_DECAY;
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() != Role.STATISTIC) {
        continue;
      }
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        sums[i] += batch.numExamples() * (running[i] - gradient[i] / share);
      }
    }
  }
}
