package org.convexityprobe.network;

import java.util.Optional;
import org.convexityprobe.data.ImageShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** DL4J as it comes: the reference for every faster way. */
final class StockEngine implements Engine {
  @Override
  public Optional<String> lacking() {
    return Optional.empty();
  }

  @Override
  public Optional<String> lacking(ComputationGraphConfiguration network, ImageShape shape) {
    return Optional.empty();
  }

  @Override
  public int threadsOfStockOperations(int threads) {
    return threads;
  }

  @Override
  public NetworkFunction function(
      ComputationGraphConfiguration network, LossSpec loss, int threads) {
    return new StockNetworkFunction(network, loss);
  }

  @Override
  public NetworkGradient gradient(
      ComputationGraphConfiguration network, LossSpec loss, int threads) {
    return new StockNetworkGradient(network, loss);
  }

  @Override
  public ComputationGraph trainable(ComputationGraph graph, int threads) {
    return graph;
  }
}
