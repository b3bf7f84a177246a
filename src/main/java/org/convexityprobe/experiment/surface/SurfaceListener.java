package org.convexityprobe.experiment.surface;

import org.convexityprobe.experiment.probe.CheckpointListener;

/** Hears how surfaces proceed. */
public interface SurfaceListener extends CheckpointListener {
  /** The work is known: points in all, those already done among them. */
  default void planned(long points, long done) {}

  /** A checkpoint's surface begins, or goes on at {@code rows} that are done. */
  default void surfaceStarted(String name, int rows) {}

  /** One more point is done. */
  default void evaluated(String name, int row) {}

  /** A surface is done. */
  default void surfaceDone(SurfaceResult result) {}
}
