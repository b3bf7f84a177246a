package org.convexityprobe.experiment.probe;

import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.landscape.ScanListener;

/** Passes the progress of one line on. */
final class LineProgress implements ScanListener {
  private final RunControl<ProbeListener> control;
  private final String checkpoint;
  private final int line;
  private int done;
  private int planned;

  /**
   * Starts.
   *
   * @param planned evaluations that the run expects of a line
   */
  LineProgress(RunControl<ProbeListener> control, String checkpoint, int line, int planned) {
    this.control = control;
    this.checkpoint = checkpoint;
    this.line = line;
    this.planned = planned;
  }

  @Override
  public void evaluated(int nowDone, int nowPlanned) {
    control.listener().evaluated(checkpoint, line, nowDone - done, nowPlanned - planned);
    done = nowDone;
    planned = nowPlanned;
  }

  /** Corrects the work by what the line did not need. */
  void finished() {
    evaluated(done, done);
  }

  @Override
  public boolean cancelled() {
    return control.stopped();
  }
}
