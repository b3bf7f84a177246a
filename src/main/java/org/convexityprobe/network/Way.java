package org.convexityprobe.network;

/** The engines, as options and files name them. */
public enum Way {
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
  /** libtorch, on the processor or a GPU, in single or double precision. */
  TORCH,
  /** Stock DL4J. */
  REFERENCE
}
