package org.convexityprobe.experiment.config;

import org.bytedeco.openblas.global.openblas;
import org.convexityprobe.network.Execution;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How an experiment is computed. Part of its identity, since the order of sums, and so the last
 * bits of a result, depend on it.
 *
 * @param execution stock DL4J or faster
 * @param threads number of threads
 */
public record ComputeConfig(Execution execution, int threads) {
  /** Checks the number. */
  public ComputeConfig {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("threads is %d; expected 1 to 1024".formatted(threads));
    }
  }

  /** Returns the fastest way, on all cores. */
  public static ComputeConfig defaults() {
    return new ComputeConfig(Execution.AUTO, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Returns how networks are trained then: {@code BF16X2}, which is for losses alone, is replaced
   * by {@code AUTO}.
   */
  ComputeConfig ofTraining() {
    return execution == Execution.BF16X2 ? new ComputeConfig(Execution.AUTO, threads) : this;
  }

  /**
   * Makes the numerical libraries use this many threads.
   *
   * @throws IllegalArgumentException if this machine cannot compute this way
   */
  public void apply() {
    execution.requirePossible();
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    openblas.blas_set_num_threads(threads);
  }
}
