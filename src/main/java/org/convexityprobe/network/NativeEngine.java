package org.convexityprobe.network;

import java.util.Optional;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.execution.dl4j.CompiledGraph;
import org.convexityprobe.execution.dl4j.GraphReader;
import org.convexityprobe.execution.dl4j.UnsupportedGraphException;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.KernelSetProvider.Loading;
import org.convexityprobe.execution.plan.KernelSets;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Shape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fused native kernels.
 *
 * @param arithmetic how losses on running statistics are computed; all else is in single precision
 * @param convolutions which convolutions of those losses, and of training, are computed by minimal
 *     filtering
 */
record NativeEngine(Arithmetic arithmetic, Convolutions convolutions) implements Engine {
  /** The one backend of ND4J whose arrays lie in the host's memory. */
  private static final String CPU_BACKEND = "CpuBackend";

  @Override
  public Optional<String> lacking() {
    return lacking(Nd4j.getBackend().getClass().getSimpleName());
  }

  /**
   * Returns why these kernels cannot be used beside a backend of ND4J.
   *
   * @param backend simple name of its class
   */
  Optional<String> lacking(String backend) {
    if (!backend.equals(CPU_BACKEND)) {
      return Optional.of(
          "ND4J computes with %s, whose arrays native kernels cannot reach".formatted(backend));
    }
    Loading loading = KernelSets.load();
    return loading
        .kernels()
        .map(kernels -> kernels.lacking(arithmetic))
        .orElse(Optional.of(loading.reason()));
  }

  @Override
  public Optional<String> lacking(ComputationGraphConfiguration network, ImageShape shape) {
    return unreadable(network, shape).or(this::lacking);
  }

  /** Returns why a network cannot be read as a list of operations, in words; empty if it can. */
  static Optional<String> unreadable(ComputationGraphConfiguration network, ImageShape shape) {
    try {
      read(network, shape);
      return Optional.empty();
    } catch (UnsupportedGraphException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public int threadsOfStockOperations(int threads) {
    return 1; // See OpenMp: teams of other threads would make the kernels' threads sleep.
  }

  @Override
  public NetworkFunction function(
      ComputationGraphConfiguration network, LossSpec loss, int threads) {
    Network compiled = compile(network, loss.images().shape());
    return loss.batchStatistics()
        ? new NativeBatchFunction(compiled, kernels(), loss, threads)
        : new NativeNetworkFunction(compiled, kernels(), this, loss, threads);
  }

  @Override
  public NetworkGradient gradient(
      ComputationGraphConfiguration network, LossSpec loss, int threads) {
    return new NativeNetworkGradient(
        compile(network, loss.images().shape()), kernels(), loss, threads);
  }

  @Override
  public ComputationGraph trainable(ComputationGraph graph, int threads) {
    return CompiledGraph.of(graph, kernels(), convolutions, threads);
  }

  private static KernelSet kernels() {
    Loading loading = KernelSets.load();
    return loading.kernels().orElseThrow(() -> new IllegalStateException(loading.reason()));
  }

  /** Returns a network, which must be readable, as a list of operations. */
  static Network compile(ComputationGraphConfiguration network, ImageShape shape) {
    try {
      return read(network, shape);
    } catch (UnsupportedGraphException e) {
      throw new IllegalStateException(e); // Execution asks for what is lacking first.
    }
  }

  private static Network read(ComputationGraphConfiguration network, ImageShape shape)
      throws UnsupportedGraphException {
    return GraphReader.read(network, new Shape(shape.channels(), shape.height(), shape.width()));
  }
}
