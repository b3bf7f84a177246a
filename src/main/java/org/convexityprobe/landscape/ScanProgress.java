package org.convexityprobe.landscape;

import java.util.concurrent.CancellationException;

/** Counts the evaluations of a scan, tells the listener of them, and asks it whether to stop. */
final class ScanProgress {
  private final ScanListener listener;
  private int done;
  private int planned;

  ScanProgress(ScanListener listener) {
    this.listener = listener;
  }

  /** Announces evaluations beside those that were announced before. */
  void plan(int evaluations) {
    planned += evaluations;
  }

  /** Returns how many evaluations were made. */
  int done() {
    return done;
  }

  /** Ends the scan if it should stop; to be asked before an evaluation. */
  void checkCancelled() {
    if (listener.cancelled()) {
      throw new CancellationException("scan stopped after %d evaluations".formatted(done));
    }
  }

  /** Evaluations were made. */
  void count(int evaluations) {
    done = Math.addExact(done, evaluations);
    planned = Math.max(planned, done);
    listener.evaluated(done, planned);
  }
}
