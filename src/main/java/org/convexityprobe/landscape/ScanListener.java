package org.convexityprobe.landscape;

import java.util.concurrent.CancellationException;

/** Receives the progress of a scan, and can stop it between two evaluations. */
@FunctionalInterface
public interface ScanListener {
  /** Listens to nothing. */
  ScanListener NONE = (done, planned) -> {};

  /**
   * Called after every evaluation of the function.
   *
   * @param done evaluations made so far
   * @param planned evaluations that the scan expects to make in all; grows when the noise needs a
   *     second look or the grid is halved
   */
  void evaluated(int done, int planned);

  /**
   * Returns whether the scan should stop; asked before every evaluation. The scan then throws
   * {@link CancellationException}.
   */
  default boolean cancelled() {
    return false;
  }

  /**
   * Ends the scan if it should stop.
   *
   * @throws CancellationException if it should
   */
  default void checkCancelled() {
    if (cancelled()) {
      throw new CancellationException("the scan was stopped");
    }
  }
}
