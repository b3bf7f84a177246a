package org.convexityprobe.experiment.probe;

import java.util.function.BooleanSupplier;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.landscape.ScanListener;

/** Passes the progress of one line on. */
final class LineProgress implements ScanListener {
  private final RunControl<ProbeListener> control;
  private final String checkpoint;
  private final int line;
  private final BooleanSupplier replayed;
  private int done;
  private int planned;

  /**
   * Starts.
   *
   * @param planned evaluations that the run expects of a line
   * @param replayed whether the last evaluation was known from an earlier start
   */
  LineProgress(
      RunControl<ProbeListener> control,
      String checkpoint,
      int line,
      int planned,
      BooleanSupplier replayed) {
    this.control = control;
    this.checkpoint = checkpoint;
    this.line = line;
    this.planned = planned;
    this.replayed = replayed;
  }

  @Override
  public void evaluated(int nowDone, int nowPlanned) {
    if (replayed.getAsBoolean()) {
      control.listener().known(checkpoint, line, nowDone - done, nowPlanned - planned);
    } else {
      control.listener().evaluated(checkpoint, line, nowDone - done, nowPlanned - planned);
    }
    done = nowDone;
    planned = nowPlanned;
  }

  /** Corrects the work by what the line did not need. */
  void finished() {
    control.listener().evaluated(checkpoint, line, 0, done - planned);
    planned = done;
  }

  @Override
  public boolean cancelled() {
    return control.stopped();
  }
}
