package org.convexityprobe.resnet;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** How networks are computed: the one place that decides between stock DL4J and anything faster. */
public enum Execution {
  /** Stock DL4J. */
  REFERENCE;

  /** Returns an initialised graph to train. */
  ComputationGraph graph(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  /** Returns a graph that was read from disk, with its updater's state, to train on. */
  ComputationGraph resume(ComputationGraph graph) {
    return graph;
  }

  /**
   * Returns the logits of fixed images as a function of the parameters.
   *
   * @param configuration the network
   * @param pixels normalised images [images, 3, 32, 32], row-major
   * @param images their number
   * @param batchSize images evaluated together; it matters for the values in mode {@code BATCH}
   * @param batchStatistics whether batch-norm uses each batch's own statistics
   */
  public NetworkFunction function(
      ComputationGraphConfiguration configuration,
      float[] pixels,
      int images,
      int batchSize,
      boolean batchStatistics) {
    return new StockNetworkFunction(configuration, pixels, images, batchSize, batchStatistics);
  }
}
