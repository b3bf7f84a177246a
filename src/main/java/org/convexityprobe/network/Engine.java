package org.convexityprobe.network;

import java.util.Optional;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.execution.dl4j.CompiledGraph;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A way to compute DL4J's networks. {@link Execution} chooses one. */
interface Engine {
  /** Returns why this machine cannot compute any network this way, in words; empty if it can. */
  Optional<String> lacking();

  /**
   * Returns why a network cannot be computed this way here, in words; empty if it can.
   *
   * @param shape shape of its images
   */
  Optional<String> lacking(ComputationGraphConfiguration network, ImageShape shape);

  /**
   * Returns the threads that DL4J's own operations should use beside this engine.
   *
   * @param threads threads of the engine
   */
  int threadsOfStockOperations(int threads);

  /**
   * Returns the logits of a loss's images as a function of the parameters.
   *
   * @param threads threads of the engine
   */
  NetworkFunction function(ComputationGraphConfiguration network, LossSpec loss, int threads);

  /**
   * Returns the gradient of a loss as a function of the parameters.
   *
   * @param threads threads of the engine
   */
  NetworkGradient gradient(ComputationGraphConfiguration network, LossSpec loss, int threads);

  /**
   * Returns a graph with the same parameters and updater's state that computes its gradients this
   * way.
   *
   * @param threads threads of the engine
   */
  ComputationGraph trainable(ComputationGraph graph, int threads);

  /**
   * Returns a graph's parameters with batch-norm's running statistics recomputed; see {@link
   * BatchNormStatistics#recalibrated}.
   */
  default float[] recalibrated(ComputationGraph graph, ImageBatches batches, int threads) {
    ComputationGraph computing = trainable(graph, threads);
    try {
      return BatchNormStatistics.recalibrated(computing, batches);
    } finally {
      if (computing instanceof CompiledGraph compiled) {
        compiled.release();
      }
    }
  }
}
