package org.convexityprobe.execution;

/**
 * Thrown if native memory cannot be allocated; the message says how much was requested and how much
 * is free.
 */
public final class OutOfNativeMemoryError extends OutOfMemoryError {
  private static final long serialVersionUID = 1L;

  private static final double MIB = 1024.0 * 1024.0;

  /** Describes the failure in words. */
  public OutOfNativeMemoryError(String message) {
    super(message);
  }

  /**
   * Describes the failure.
   *
   * @param purpose what the memory was for
   * @param asked bytes asked for
   * @param free bytes that could have been had
   */
  public OutOfNativeMemoryError(String purpose, long asked, long free) {
    super(
        "%s needs %.0f MiB of native memory, %.0f MiB are free; use smaller batches"
            .formatted(purpose, asked / MIB, free / MIB));
  }
}
