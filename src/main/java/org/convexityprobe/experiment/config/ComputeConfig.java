package org.convexityprobe.experiment.config;

import org.bytedeco.openblas.global.openblas;
import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.Way;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How an experiment is computed. Part of its identity, since the order of sums, and so the last
 * bits of a result, depend on it.
 *
 * @param execution stock DL4J or faster
 * @param threads number of threads
 * @param device where libtorch computes, such as {@code cuda:0}; null for the processor, and for
 *     other executions than libtorch
 * @param precision in which libtorch computes; null for single precision, and for others
 */
public record ComputeConfig(Way execution, int threads, String device, Precision precision) {
  /** Checks the number, and that settings have an effect. */
  public ComputeConfig {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("threads is %d; expected 1 to 1024".formatted(threads));
    }
    requireTorch("device", device, execution);
    requireTorch("precision", precision, execution);
    if (execution == Way.TORCH) {
      settings(device, precision);
    }
  }

  /** How an experiment is computed without libtorch, or with its defaults. */
  public ComputeConfig(Way execution, int threads) {
    this(execution, threads, null, null);
  }

  private static void requireTorch(String name, Object value, Way execution) {
    if (value != null && execution != Way.TORCH) {
      throw new IllegalArgumentException(
          "%s is %s; it has an effect with --execution torch alone".formatted(name, value));
    }
  }

  /** Returns the fastest way, on all cores. */
  public static ComputeConfig defaults() {
    return new ComputeConfig(Way.AUTO, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Returns how networks are trained then: ways that are for losses alone, {@code BF16X2} and
   * {@code TORCH}, are replaced by {@code AUTO}.
   */
  ComputeConfig ofTraining() {
    return execution == Way.BF16X2 || execution == Way.TORCH
        ? new ComputeConfig(Way.AUTO, threads)
        : this;
  }

  /** Returns what computes networks. */
  public Execution networks() {
    return execution == Way.TORCH
        ? Execution.torch(settings(device, precision))
        : Execution.of(execution);
  }

  private static TorchSettings settings(String device, Precision precision) {
    return new TorchSettings(
        device == null ? TorchSettings.DEFAULT.device() : device,
        precision == null ? TorchSettings.DEFAULT.precision() : precision);
  }

  /**
   * Makes the numerical libraries use this many threads.
   *
   * @throws IllegalArgumentException if this machine cannot compute this way
   */
  public void apply() {
    networks().requirePossible();
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    openblas.blas_set_num_threads(threads);
  }
}
