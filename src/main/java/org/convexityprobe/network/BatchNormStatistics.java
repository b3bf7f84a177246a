package org.convexityprobe.network;

import java.util.Arrays;
import java.util.function.Function;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Recomputes the running statistics of batch-norm for the weights as they are. */
final class BatchNormStatistics {
  private BatchNormStatistics() {}

  /**
   * Returns a copy of the graph's parameters whose running mean and variance are the averages, over
   * the batches given, of what each layer sees in training mode. The graph keeps its parameters.
   *
   * <p>DL4J hands over a batch's statistics as gradients, g = (1 − d) (running − batch) with decay
   * d, in the slices of the flat gradient where the running statistics lie. These are 0 meanwhile,
   * since in single precision the difference would lose the digits of small statistics.
   *
   * @throws IllegalArgumentException if a batch-norm has d = 1, with which g tells nothing
   */
  static float[] recalibrated(ComputationGraph graph, ImageBatches batches) {
    ParameterLayout layout = GraphLayout.layout(graph);
    float[] parameters = graph.params().ravel().toFloatVector();
    graph.params().assign(row(withoutStatistics(parameters, layout)));
    try {
      return average(
          layout,
          parameters,
          batches,
          batch -> {
            long[] shape =
                InputShapes.of(graph.getConfiguration(), batches.shape(), batch.numExamples());
            graph.setInputs(batch.getFeatures().reshape(shape));
            graph.setLabels(labels(graph, batch));
            return of(graph, layout);
          });
    } finally {
      graph.clear();
      graph.params().assign(row(parameters));
    }
  }

  private static float[] withoutStatistics(float[] parameters, ParameterLayout layout) {
    float[] without = parameters.clone();
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() == Role.STATISTIC) {
        Arrays.fill(without, tensor.offset(), tensor.offset() + tensor.length(), 0);
      }
    }
    return without;
  }

  private static INDArray row(float... values) {
    return Nd4j.create(values, new long[] {1, values.length}, 'c');
  }

  /** Returns labels of the shape of the output; statistics do not depend on what they are. */
  private static INDArray labels(ComputationGraph graph, DataSet batch) {
    long outputs =
        graph.getOutputLayer(0).conf().getLayer() instanceof FeedForwardLayer layer
            ? layer.getNOut()
            : batch.getLabels().size(1);
    return outputs == batch.getLabels().size(1)
        ? batch.getLabels()
        : Nd4j.zeros(batch.getLabels().dataType(), batch.numExamples(), outputs);
  }

  /**
   * Returns a copy of parameters whose running statistics are averages over batches, each batch
   * with the weight of its images.
   *
   * @param statistics means and variances of a batch where they lie among the parameters
   */
  static float[] average(
      ParameterLayout layout,
      float[] parameters,
      ImageBatches batches,
      Function<DataSet, double[]> statistics) {
    double[] sums = new double[parameters.length];
    long images = 0;
    while (batches.hasNext()) {
      DataSet batch = batches.next();
      double[] found = statistics.apply(batch);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += batch.numExamples() * found[i];
      }
      images += batch.numExamples();
      batches.recycle(batch);
    }
    float[] averaged = parameters.clone();
    for (Tensor tensor : layout.tensors()) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        if (tensor.role() == Role.STATISTIC) {
          averaged[i] = (float) (sums[i] / images);
        }
      }
    }
    return averaged;
  }

  /** Returns the statistics of the batch that a graph was given; its running ones are 0. */
  private static double[] of(ComputationGraph graph, ParameterLayout layout) {
    graph.computeGradientAndScore();
    float[] gradient = graph.gradient().gradient().ravel().toFloatVector();
    double[] statistics = new double[gradient.length];
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() != Role.STATISTIC) {
        continue;
      }
      double share = 1 - decay(graph, tensor);
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        statistics[i] = -gradient[i] / share;
      }
    }
    return statistics;
  }

  /** Returns d of the batch-norm that a running statistic belongs to. */
  private static double decay(ComputationGraph graph, Tensor statistic) {
    String vertex = statistic.name().substring(0, statistic.name().lastIndexOf('.'));
    double decay = ((BatchNormalization) graph.getLayer(vertex).conf().getLayer()).getDecay();
    if (decay == 1) {
      throw new IllegalArgumentException(
          "%s has decay 1, so its statistics cannot be recomputed; expected a decay below 1"
              .formatted(vertex));
    }
    return decay;
  }
}
