package org.convexityprobe.network;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.execution.OpenMp;
import org.convexityprobe.execution.dl4j.CompiledGraph;
import org.convexityprobe.execution.dl4j.GraphReader;
import org.convexityprobe.execution.dl4j.UnsupportedGraphException;
import org.convexityprobe.execution.onednn.OneDnnKernels;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Shape;
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
  /**
   * As {@code NATIVE}, but losses on frozen batch-norm statistics come from sums of three bfloat16
   * convolutions, up to twice as fast and with about 16 significant bits; slopes, gradients and
   * losses on batches' own statistics are in single precision.
   */
  BF16X2,
  /** Stock DL4J. */
  REFERENCE;

  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  /** Reasons to fall back that the log already has. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  /**
   * Checks that this machine can compute this way, before anything is begun.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public void requirePossible() {
    if (this == NATIVE || this == BF16X2) {
      OneDnnKernels.Loading loading = OneDnnKernels.load();
      loading
          .kernels()
          .map(kernelSet -> kernelSet.lacking(arithmetic()))
          .orElse(Optional.of(loading.reason()))
          .ifPresent(this::fallBack);
    }
  }

  /** Returns whether bfloat16 parts can be used here, or why not, in words. */
  public static String matrixUnits() {
    OneDnnKernels.Loading loading = OneDnnKernels.load();
    return loading
        .kernels()
        .map(kernelSet -> kernelSet.lacking(Arithmetic.BF16X2))
        .orElse(Optional.of(loading.reason()))
        .orElse("possible");
  }

  /**
   * Returns an initialised graph to train.
   *
   * @param shape shape of its images
   * @param threads threads of native kernels
   */
  public ComputationGraph graph(
      ComputationGraphConfiguration configuration, ImageShape shape, int threads) {
    Optional<Compiled> compiled = kernels(configuration, shape, threads);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return onKernels(graph, compiled, threads);
  }

  /**
   * Returns a graph with the same parameters and updater's state that computes its gradients this
   * way.
   *
   * @param shape shape of its images
   * @param threads threads of native kernels
   */
  public ComputationGraph onKernels(ComputationGraph graph, ImageShape shape, int threads) {
    return onKernels(graph, kernels(graph.getConfiguration(), shape, threads), threads);
  }

  private static ComputationGraph onKernels(
      ComputationGraph graph, Optional<Compiled> compiled, int threads) {
    return compiled.isPresent()
        ? CompiledGraph.of(graph, compiled.get().kernels(), threads)
        : graph;
  }

  /**
   * Returns a graph's parameters with batch-norm's running statistics recomputed; see {@link
   * BatchNormStatistics#recalibrated}.
   *
   * @param threads threads of native kernels
   */
  public float[] recalibrated(ComputationGraph graph, ImageBatches batches, int threads) {
    ComputationGraph computing = onKernels(graph, batches.shape(), threads);
    try {
      return BatchNormStatistics.recalibrated(computing, batches);
    } finally {
      if (computing instanceof CompiledGraph compiled) {
        compiled.release();
      }
    }
  }

  /** A network and the kernels that can run it. */
  private record Compiled(Network network, KernelSet kernels) {}

  /** Returns what native kernels run, if they do; stock operations get the threads otherwise. */
  private Optional<Compiled> kernels(
      ComputationGraphConfiguration configuration, ImageShape shape, int threads) {
    Optional<Compiled> compiled =
        this == REFERENCE ? Optional.empty() : kernels(configuration, shape);
    OpenMp.useThreads(compiled.isPresent() ? 1 : threads);
    return compiled;
  }

  private Optional<Compiled> kernels(
      ComputationGraphConfiguration configuration, ImageShape shape) {
    try {
      Network network =
          GraphReader.read(
              configuration, new Shape(shape.channels(), shape.height(), shape.width()));
      OneDnnKernels.Loading loading = OneDnnKernels.load();
      if (loading.kernels().isPresent()) {
        KernelSet kernelSet = loading.kernels().get();
        kernelSet.lacking(arithmetic()).ifPresent(this::fallBack);
        return Optional.of(new Compiled(network, kernelSet));
      }
      fallBack(loading.reason());
    } catch (UnsupportedGraphException e) {
      fallBack(e.getMessage());
    }
    return Optional.empty();
  }

  /**
   * Returns the logits of fixed images as a function of the parameters.
   *
   * @param configuration the network
   * @param images normalised images
   * @param batchSize images evaluated together; it matters for the values in mode {@code BATCH}
   * @param batchStatistics whether batch-norm uses each batch's own statistics
   * @param threads threads of native kernels
   */
  public NetworkFunction function(
      ComputationGraphConfiguration configuration,
      NormalizedImages images,
      int batchSize,
      boolean batchStatistics,
      int threads) {
    Optional<Compiled> compiled = kernels(configuration, images.shape(), threads);
    if (compiled.isEmpty()) {
      return new StockNetworkFunction(configuration, images, batchSize, batchStatistics);
    }
    Network network = compiled.get().network();
    KernelSet kernelSet = compiled.get().kernels();
    return batchStatistics
        ? new NativeBatchFunction(network, kernelSet, images.values(), batchSize, threads)
        : new NativeNetworkFunction(network, kernelSet, arithmetic(), images.values(), threads);
  }

  /**
   * Returns the gradient of the mean cross-entropy over fixed images as a function of the
   * parameters.
   *
   * @param configuration the network
   * @param images normalised images
   * @param batchSize images of a batch; it matters for the values with batch statistics
   * @param batchStatistics whether batch-norm uses each batch's own statistics
   * @param threads threads of native kernels
   */
  public NetworkGradient gradient(
      ComputationGraphConfiguration configuration,
      NormalizedImages images,
      int batchSize,
      boolean batchStatistics,
      int threads) {
    Optional<Compiled> compiled = kernels(configuration, images.shape(), threads);
    NetworkGradient gradient =
        compiled.isEmpty()
            ? new StockNetworkGradient(configuration, images, batchSize, batchStatistics)
            : new NativeNetworkGradient(
                compiled.get().network(),
                compiled.get().kernels(),
                images.values(),
                batchSize,
                batchStatistics,
                threads);
    return batchStatistics ? gradient : new StatisticsGradient(gradient, configuration);
  }

  private Arithmetic arithmetic() {
    return this == BF16X2 ? Arithmetic.BF16X2 : Arithmetic.FP32;
  }

  /** Goes on with stock DL4J, unless something else was asked for; says each reason once. */
  private void fallBack(String reason) {
    if (this != AUTO) {
      throw new IllegalArgumentException(
          "--execution %s is not possible: %s; use auto or reference"
              .formatted(name().toLowerCase(Locale.ROOT), reason));
    }
    if (SAID.add(reason)) {
      LOG.warn("stock DL4J is used, which is slow: {}", reason);
    }
  }
}
