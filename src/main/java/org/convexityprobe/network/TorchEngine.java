package org.convexityprobe.network;

import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.execution.dl4j.NativeArrays;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.torch.TorchEvaluator;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.execution.torch.TorchStatistics;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * libtorch, for losses, slopes, gradients and training.
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

  /** Returns the graph itself, which keeps what libtorch's training makes. */
  @Override
  public ComputationGraph trainable(ComputationGraph graph, int threads) {
    return graph;
  }

  @Override
  public float[] recalibrated(ComputationGraph graph, ImageBatches batches, int threads) {
    float[] parameters = graph.params().ravel().toFloatVector();
    Network network = NativeEngine.compile(graph.getConfiguration(), batches.shape());
    try (TorchStatistics statistics =
        new TorchStatistics(network, settings, batches.batch(), threads)) {
      return BatchNormStatistics.average(
          GraphLayout.layout(graph),
          parameters,
          batches,
          batch -> {
            INDArray pixels = NativeArrays.dense(batch.getFeatures());
            try (FloatPointer values = NativeArrays.pointer(pixels)) {
              return statistics.of(parameters, values, batch.numExamples());
            }
          });
    }
  }
}
