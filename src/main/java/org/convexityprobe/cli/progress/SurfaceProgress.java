package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import org.convexityprobe.experiment.surface.SurfaceListener;
import org.convexityprobe.experiment.surface.SurfaceResult;

/** Shows surfaces on the terminal. */
public final class SurfaceProgress extends CheckpointProgress implements SurfaceListener {
  public SurfaceProgress(boolean quiet, PrintWriter log, FailedCheckpoints failed) {
    super(quiet, log, failed);
  }

  @Override
  public void planned(long points, long done) {
    start("surface", "points", points, done);
  }

  @Override
  public void surfaceStarted(String name, int rows) {
    resumed(name, rows, "rows");
  }

  @Override
  public void evaluated(String name, int row) {
    step("row " + row);
  }

  @Override
  public void surfaceDone(SurfaceResult result) {
    println(result.name() + ": done");
  }
}
