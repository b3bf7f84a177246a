package org.convexityprobe.experiment.surface;

import java.util.List;
import org.convexityprobe.experiment.probe.OpenCheckpoint;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceNoise;
import org.convexityprobe.landscape.SurfaceRow;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.network.NetworkPlane;

/**
 * A surface, ready to be evaluated.
 *
 * @param origin the checkpoint in its point (0, 0)
 * @param x coordinates along a row
 * @param y coordinates of the rows
 * @param plane the loss
 */
record OpenSurface(OpenCheckpoint origin, SurfaceAxis x, SurfaceAxis y, NetworkPlane plane) {
  /**
   * Evaluates one row, and measures its noise where it is one of those that show it.
   *
   * @param name of the checkpoint
   */
  SurfaceEntry row(String name, int row, ScanListener listener) {
    long start = System.nanoTime();
    SurfaceRow values = SurfaceScan.scanRow(x, y, row, plane, listener);
    List<Double> noise =
        SurfaceNoise.indices(y).contains(row)
            ? SurfaceNoise.measureRow(x, y, row, plane, listener)
            : List.of();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new SurfaceEntry(name, seconds, values, noise);
  }
}
