package org.convexityprobe.resnet;

import org.convexityprobe.execution.Network;
import org.convexityprobe.execution.Shape;
import org.convexityprobe.execution.UnsupportedGraphException;
import org.convexityprobe.execution.onednn.OneDnnKernels;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How networks are computed: the one place that decides between stock DL4J and anything faster. */
public enum Execution {
  /** Fused native kernels where they can be used, stock DL4J with a warning elsewhere. */
  AUTO,
  /** Fused native kernels, or an error that says why they cannot be used. */
  NATIVE,
  /** Stock DL4J. */
  REFERENCE;

  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  private static final Shape IMAGE =
      new Shape(
          ResNetArchitecture.IMAGE_CHANNELS,
          ResNetArchitecture.IMAGE_SIDE,
          ResNetArchitecture.IMAGE_SIDE);

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
   * @param threads threads of native kernels
   */
  public NetworkFunction function(
      ComputationGraphConfiguration configuration,
      float[] pixels,
      int images,
      int batchSize,
      boolean batchStatistics,
      int threads) {
    if (this != REFERENCE && !batchStatistics) {
      OneDnnKernels.Loading loading = OneDnnKernels.load();
      try {
        Network network = Network.of(configuration, IMAGE);
        if (loading.kernels().isPresent()) {
          return new NativeNetworkFunction(network, loading.kernels().get(), pixels, threads);
        }
        fallBack(loading.reason());
      } catch (UnsupportedGraphException e) {
        fallBack(e.getMessage());
      }
    }
    return new StockNetworkFunction(configuration, pixels, images, batchSize, batchStatistics);
  }

  /** Goes on with stock DL4J, unless native kernels were asked for. */
  private void fallBack(String reason) {
    if (this == NATIVE) {
      throw new IllegalArgumentException(
          "--execution native is not possible: %s; use auto or reference".formatted(reason));
    }
    LOG.warn("stock DL4J is used, which is slow: {}", reason);
  }
}
