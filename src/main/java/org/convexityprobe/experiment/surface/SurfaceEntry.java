package org.convexityprobe.experiment.surface;

import java.util.List;
import org.convexityprobe.landscape.SurfaceRow;

/**
 * One finished row of a surface, as the journal keeps it.
 *
 * @param checkpoint the checkpoint's name in its run
 * @param seconds how long the row took
 * @param row the values
 * @param noise the noise measured along the row; empty on rows where it is not
 */
record SurfaceEntry(String checkpoint, double seconds, SurfaceRow row, List<Double> noise) {
  SurfaceEntry {
    noise = List.copyOf(noise);
  }
}
