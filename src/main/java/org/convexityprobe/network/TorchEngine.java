package org.convexityprobe.network;

import java.util.Optional;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.execution.torch.TorchEvaluator;
import org.convexityprobe.execution.torch.TorchSettings;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * libtorch, for losses, slopes and gradients; networks are trained by another engine.
 *
 * @param settings where and in which precision
 */
record TorchEngine(TorchSettings settings) implements Engine {
  @Override
  public Optional<String> lacking() {
    return settings.lacking();
  }

  @Override
  public Optional<String> lacking(ComputationGraphConfiguration network, ImageShape shape) {
    return NativeEngine.unreadable(network, shape).or(this::lacking);
  }

  @Override
  public int threadsOfStockOperations(int threads) {
    return threads;
  }

  @Override
  public NetworkFunction function(
      ComputationGraphConfiguration network, LossSpec loss, int threads) {
    return new TorchNetworkFunction(evaluator(network, loss, threads), settings.precision(), loss);
  }

  @Override
  public NetworkGradient gradient(
      ComputationGraphConfiguration network, LossSpec loss, int threads) {
    return new TorchNetworkGradient(evaluator(network, loss, threads), loss.objective());
  }

  /** Returns the network on a loss's images. */
  TorchEvaluator evaluator(ComputationGraphConfiguration network, LossSpec loss, int threads) {
    return new TorchEvaluator(
        NativeEngine.compile(network, loss.images().shape()),
        settings,
        loss.images().values(),
        new TorchEvaluator.Batches(loss.batchSize(), loss.batchStatistics()),
        threads);
  }

  @Override
  public ComputationGraph trainable(ComputationGraph graph, int threads) {
    throw new IllegalArgumentException(
        "--execution torch trains no networks; use --execution auto for that");
  }
}
