package org.convexityprobe.landscape;

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
    listener.checkCancelled();
  }

  /** Evaluations were made. */
  void count(int evaluations) {
    done = Math.addExact(done, evaluations);
    planned = Math.max(planned, done);
    listener.evaluated(done, planned);
  }
}
