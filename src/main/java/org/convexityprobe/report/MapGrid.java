package org.convexityprobe.report;

import java.util.Arrays;
import java.util.List;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceVerdict;

/** A convexity map spread over all points of its surface, as arrays [y][x] for exports. */
final class MapGrid {
  /** The code of points without a Hessian: the outermost ones, and those that are not finite. */
  private static final int NONE = -1;

  private final ConvexityMap map;
  private final int columns;
  private final int rows;
  private final double[][] smaller;
  private final double[][] larger;
  private final double[][] thresholds;

  MapGrid(SurfaceScan scan, ConvexityMap map) {
    this.map = map;
    this.columns = scan.x().points();
    this.rows = scan.y().points();
    this.smaller = spread(map.smaller());
    this.larger = spread(map.larger());
    this.thresholds = spread(map.thresholds());
  }

  /** Returns an array that is made once, since exports ask for it at each point. */
  double[][] smaller() {
    return smaller;
  }

  /** Returns an array that is made once. */
  double[][] larger() {
    return larger;
  }

  /** Returns an array that is made once. */
  double[][] thresholds() {
    return thresholds;
  }

  /** Returns 0 for undecided, 1 for convex, 2 for saddle, 3 for concave, −1 without a Hessian. */
  double[][] codes() {
    double[][] codes = new double[rows][columns];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        SurfaceVerdict verdict = verdict(i, j);
        codes[j][i] = verdict == null ? NONE : code(verdict);
      }
    }
    return codes;
  }

  /** Returns the verdict at (x_i, y_j); null for the outermost points. */
  SurfaceVerdict verdict(int i, int j) {
    return isInside(i, j) ? map.verdicts().get(j - 1).get(i - 1) : null;
  }

  private boolean isInside(int i, int j) {
    return i > 0 && j > 0 && i < columns - 1 && j < rows - 1;
  }

  private static int code(SurfaceVerdict verdict) {
    return switch (verdict) {
      case UNDECIDED -> 0;
      case CONVEX -> 1;
      case SADDLE -> 2;
      case CONCAVE -> 3;
      case NON_FINITE -> NONE;
    };
  }

  private double[][] spread(List<List<Double>> inner) {
    double[][] all = new double[rows][columns];
    for (int j = 0; j < rows; j++) {
      Arrays.fill(all[j], Double.NaN);
      for (int i = 0; i < columns; i++) {
        if (isInside(i, j)) {
          all[j][i] = inner.get(j - 1).get(i - 1);
        }
      }
    }
    return all;
  }
}
