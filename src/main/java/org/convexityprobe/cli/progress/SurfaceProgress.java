package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import org.convexityprobe.experiment.surface.SurfaceListener;
import org.convexityprobe.experiment.surface.SurfaceResult;

/** Shows surfaces on the terminal. */
public final class SurfaceProgress implements SurfaceListener, AutoCloseable {
  private final boolean quiet;
  private final PrintWriter log;
  private final FailedCheckpoints failed;
  private Progress progress;

  public SurfaceProgress(boolean quiet, PrintWriter log, FailedCheckpoints failed) {
    this.quiet = quiet;
    this.log = log;
    this.failed = failed;
  }

  @Override
  public void planned(long points, long done) {
    progress = new Progress("surface", "points", points, done, quiet, log);
  }

  @Override
  public void surfaceStarted(String name, int rows) {
    if (rows > 0) {
      progress.println("%s: %d rows are done already".formatted(name, rows));
    }
  }

  @Override
  public void evaluated(String name, int row) {
    progress.note("row " + row);
    progress.step(1);
  }

  @Override
  public void surfaceDone(SurfaceResult result) {
    progress.println(result.name() + ": done");
  }

  @Override
  public void checkpointFailed(String name, Exception failure) {
    progress.println(name + " cannot be used; the others are done all the same");
    failed.add(name, failure);
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
