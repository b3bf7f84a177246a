package org.convexityprobe.execution;

/**
 * Runs plans on some hardware. A plan knows steps and buffers; a kernel set knows how each step is
 * computed and how activations lie in memory.
 */
public interface KernelSet {
  /** Returns a short name for logs and manifests, such as {@code oneDNN 3.11, avx512_core}. */
  String description();

  /**
   * Compiles an inference plan.
   *
   * @param threads worker threads
   * @throws OutOfNativeMemoryException if its buffers do not fit into memory
   */
  FeatureKernels features(InferencePlan plan, int threads);
}
