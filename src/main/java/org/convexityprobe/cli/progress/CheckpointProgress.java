package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import org.convexityprobe.experiment.probe.CheckpointListener;

/** Shows on the terminal how a run works through its checkpoints. */
abstract class CheckpointProgress implements CheckpointListener, AutoCloseable {
  private final boolean quiet;
  private final PrintWriter log;
  private final FailedCheckpoints failed;
  private Progress progress;

  CheckpointProgress(boolean quiet, PrintWriter log, FailedCheckpoints failed) {
    this.quiet = quiet;
    this.log = log;
    this.failed = failed;
  }

  /**
   * Starts the bar.
   *
   * @param work what is done, in a word
   * @param units what is counted
   * @param all how many there are
   * @param done how many of them are done already
   */
  final void start(String work, String units, long all, long done) {
    progress = new Progress(work, units, all, done, quiet, log);
  }

  /** Says how much of a checkpoint an earlier run did, if it did any. */
  final void resumed(String checkpoint, int done, String units) {
    if (done > 0) {
      println("%s: %d %s are done already".formatted(checkpoint, done, units));
    }
  }

  /** One more unit is done. */
  final void step(String place) {
    step(place, 1, 0);
  }

  /**
   * Units are done.
   *
   * @param more by how many the work has grown, or shrunk
   */
  final void step(String place, int units, int more) {
    progress.note(place);
    progress.grow(more);
    progress.step(units);
  }

  /** Units are known from an earlier start; they say nothing of the time that others take. */
  final void known(int units, int more) {
    progress.grow(more);
    progress.skip(units);
  }

  /** The work has grown, or shrunk. */
  final void grow(long more) {
    progress.grow(more);
  }

  final void println(String line) {
    if (progress != null) {
      progress.println(line);
    } else if (!quiet) { // Before the work begins.
      log.println(line);
      log.flush();
    }
  }

  @Override
  public final void checkpointFailed(String name, Exception failure) {
    println(name + " cannot be used; any others are still computed");
    failed.add(name, failure);
  }

  @Override
  public final void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
