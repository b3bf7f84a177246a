package org.convexityprobe.network;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.execution.OpenMp;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.execution.torch.TorchTraining;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How networks are computed: the registry of engines, and the one place that decides between stock
 * DL4J and anything faster.
 *
 * @param way which engine
 * @param torch where and in which precision libtorch computes; null for other ways
 * @param convolutions which convolutions native kernels compute by minimal filtering, in losses on
 *     running statistics in single precision
 */
public record Execution(Way way, TorchSettings torch, Convolutions convolutions) {
  /** Fused native kernels where they can be used, stock DL4J with a warning elsewhere. */
  public static final Execution AUTO = of(Way.AUTO);

  /** Fused native kernels, or an error that says why they cannot be used. */
  public static final Execution NATIVE = of(Way.NATIVE);

  /** Fused native kernels, losses from bfloat16 parts. */
  public static final Execution BF16X2 = of(Way.BF16X2);

  /** Stock DL4J. */
  public static final Execution REFERENCE = of(Way.REFERENCE);

  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  private static final Engine BFLOAT16_PARTS =
      new NativeEngine(Arithmetic.BF16X2, Convolutions.DIRECT);
  private static final Engine STOCK = new StockEngine();

  /** Reasons to fall back that the log already has. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  /** Checks that libtorch's settings are there for libtorch alone. */
  public Execution {
    if ((way == Way.TORCH) != (torch != null)) {
      throw new IllegalArgumentException("settings of libtorch for execution " + way);
    }
  }

  /** Returns computing without libtorch. */
  public static Execution of(Way way) {
    return new Execution(way, null, Convolutions.DIRECT);
  }

  /**
   * Returns the same with other convolutions.
   *
   * @param choice see {@link ConvolutionChoice}; not {@code auto}
   */
  public Execution withConvolutions(String choice) {
    return new Execution(way, torch, ConvolutionChoice.parse(choice));
  }

  /** Returns computing with libtorch. */
  public static Execution torch(TorchSettings settings) {
    return new Execution(Way.TORCH, settings, Convolutions.DIRECT);
  }

  /**
   * Checks that this machine can compute this way, before anything is begun.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public void requirePossible() {
    if (way != Way.AUTO) {
      preferred().lacking().ifPresent(this::fallBack);
    }
  }

  /** Returns why this machine cannot compute this way, in words; empty if it can. */
  public Optional<String> lacking() {
    return preferred().lacking();
  }

  /**
   * Returns an initialised graph to train. Those of libtorch are trained by {@link #training}.
   *
   * @param shape shape of its images
   * @param threads threads of native kernels
   */
  public ComputationGraph graph(
      ComputationGraphConfiguration configuration, ImageShape shape, int threads) {
    Engine engine = engine(configuration, shape, threads);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return engine.trainable(graph, threads);
  }

  /**
   * Returns a graph with the same parameters and updater's state that computes its gradients this
   * way.
   *
   * @param shape shape of its images
   * @param threads threads of native kernels
   */
  public ComputationGraph onKernels(ComputationGraph graph, ImageShape shape, int threads) {
    return engine(graph.getConfiguration(), shape, threads).trainable(graph, threads);
  }

  /** Returns whether activations lie in this machine's own memory, not in a GPU's. */
  public boolean usesHostMemory() {
    return way != Way.TORCH || torch.device().equals("cpu");
  }

  /**
   * Returns what trains a network by libtorch.
   *
   * @param configuration the network
   * @param shape shape of its images
   * @param decays see {@link TorchTraining}
   * @param batchSize images in a batch
   * @param threads threads of the processor
   * @throws IllegalStateException if this is not libtorch, whose graphs are trained by DL4J
   */
  public TorchTraining training(
      ComputationGraphConfiguration configuration,
      ImageShape shape,
      TorchTraining.Rule rule,
      float[] decays,
      int batchSize,
      int threads) {
    if (way != Way.TORCH) {
      throw new IllegalStateException("execution is " + way);
    }
    engine(configuration, shape, threads);
    return new TorchTraining(
        NativeEngine.compile(configuration, shape), torch, rule, decays, batchSize, threads);
  }

  /**
   * Returns a graph's parameters with batch-norm's running statistics recomputed; see {@link
   * BatchNormStatistics#recalibrated}.
   *
   * @param threads threads of native kernels
   */
  float[] recalibrated(ComputationGraph graph, ImageBatches batches, int threads) {
    return engine(graph.getConfiguration(), batches.shape(), threads)
        .recalibrated(graph, batches, threads);
  }

  /**
   * Returns the logits of fixed images as a function of the parameters.
   *
   * @param configuration the network
   * @param threads threads of native kernels
   */
  public NetworkFunction function(
      ComputationGraphConfiguration configuration, LossSpec loss, int threads) {
    return engine(configuration, loss.images().shape(), threads)
        .function(configuration, loss, threads);
  }

  /**
   * Returns the gradient of a loss over fixed images as a function of the parameters.
   *
   * @param configuration the network
   * @param threads threads of native kernels
   * @throws IllegalArgumentException if the loss is not cross-entropy as it comes, but this is not
   *     libtorch
   */
  public NetworkGradient gradient(
      ComputationGraphConfiguration configuration, LossSpec loss, int threads) {
    if (!loss.objective().plain()) {
      requireReadable("gradients of this loss", configuration, loss);
    }
    if (way != Way.TORCH && !loss.objective().plain()) {
      throw new IllegalArgumentException(
          "execution is %s; gradients of other losses than cross-entropy, and of smoothed or weighted ones, require --execution torch"
              .formatted(way.name().toLowerCase(Locale.ROOT)));
    }
    NetworkGradient gradient =
        engine(configuration, loss.images().shape(), threads)
            .gradient(configuration, loss, threads);
    return loss.batchStatistics() ? gradient : new StatisticsGradient(gradient, configuration);
  }

  /**
   * Returns the Hessian of a loss over fixed images as a function of the parameters.
   *
   * @param configuration the network
   * @param threads threads of the processor
   * @throws IllegalArgumentException for other ways than libtorch, which do not differentiate
   *     twice, and for networks that it does not compute
   */
  public NetworkHessian hessian(
      ComputationGraphConfiguration configuration, LossSpec loss, int threads) {
    requireReadable("Hessians", configuration, loss);
    if (way != Way.TORCH) {
      throw new IllegalArgumentException(
          "execution is %s; Hessians require --execution torch"
              .formatted(way.name().toLowerCase(Locale.ROOT)));
    }
    engine(configuration, loss.images().shape(), threads);
    return new TorchNetworkHessian(
        new TorchEngine(torch).evaluator(configuration, loss, threads), loss.objective());
  }

  /** Refuses what only libtorch computes, of a network that it cannot compute. */
  private static void requireReadable(
      String what, ComputationGraphConfiguration configuration, LossSpec loss) {
    NativeEngine.unreadable(configuration, loss.images().shape())
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(
                  "%s need libtorch, which does not compute this network (%s); export it as TorchScript from the program that made it"
                      .formatted(what, reason));
            });
  }

  private Engine preferred() {
    return switch (way) {
      case AUTO, NATIVE -> new NativeEngine(Arithmetic.FP32, convolutions);
      case BF16X2 -> BFLOAT16_PARTS;
      case TORCH -> new TorchEngine(torch);
      case REFERENCE -> STOCK;
    };
  }

  /** Returns the engine that computes a network, with the threads of stock operations set. */
  private Engine engine(
      ComputationGraphConfiguration configuration, ImageShape shape, int threads) {
    Optional<String> reason = preferred().lacking(configuration, shape);
    reason.ifPresent(this::fallBack);
    Engine engine = reason.isEmpty() ? preferred() : STOCK;
    OpenMp.useThreads(engine.threadsOfStockOperations(threads));
    return engine;
  }

  /** Goes on with stock DL4J, unless something else was asked for; says each reason once. */
  private void fallBack(String reason) {
    if (way != Way.AUTO) {
      throw new IllegalArgumentException(
          "--execution %s is not possible: %s; use auto or reference"
              .formatted(way.name().toLowerCase(Locale.ROOT), reason));
    }
    if (SAID.add(reason)) {
      LOG.warn("stock DL4J is used instead of native kernels: {}", reason);
    }
  }
}
