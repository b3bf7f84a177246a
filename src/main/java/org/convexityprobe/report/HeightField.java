package org.convexityprobe.report;

import org.convexityprobe.landscape.SurfaceScan;
import org.hipparchus.analysis.BivariateFunction;
import org.hipparchus.analysis.interpolation.PiecewiseBicubicSplineInterpolator;

/**
 * Heights of a surface on a grid that is fine enough to draw, interpolated between the points that
 * were evaluated: by piecewise cubics (Akima), which do not overshoot, or linearly where a surface
 * has holes or few points. Heights are NaN in holes.
 */
final class HeightField {
  /** Points along a side that make smooth lines. */
  private static final int SMOOTH = 120;

  /** What Akima's interpolation needs. */
  private static final int LEAST = 5;

  private final double[] x;
  private final double[] y;
  private final double[][] heights;

  private HeightField(double[] x, double[] y, double[][] heights) {
    this.x = x;
    this.y = y;
    this.heights = heights;
  }

  /**
   * Interpolates a surface.
   *
   * @param logarithmic whether heights are common logarithms of the loss; values that are not
   *     positive are holes then
   */
  static HeightField of(SurfaceScan scan, boolean logarithmic) {
    double[] x = SurfaceFile.coordinates(scan.x());
    double[] y = SurfaceFile.coordinates(scan.y());
    double[][] known = new double[x.length][y.length];
    boolean whole = x.length >= LEAST && y.length >= LEAST;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        known[i][j] = height(scan.value(i, j), logarithmic);
        whole &= Double.isFinite(known[i][j]);
      }
    }
    double[] fineX = refined(x);
    double[] fineY = refined(y);
    double[][] heights = new double[fineX.length][fineY.length];
    BivariateFunction smooth =
        whole ? new PiecewiseBicubicSplineInterpolator().interpolate(x, y, known) : null;
    int partsX = (fineX.length - 1) / (x.length - 1);
    int partsY = (fineY.length - 1) / (y.length - 1);
    for (int i = 0; i < fineX.length; i++) {
      for (int j = 0; j < fineY.length; j++) {
        boolean given = i % partsX == 0 && j % partsY == 0;
        if (given) {
          heights[i][j] = known[i / partsX][j / partsY];
        } else if (smooth != null) {
          heights[i][j] = smooth.value(fineX[i], fineY[j]);
        } else {
          heights[i][j] = linear(known, (double) i / partsX, (double) j / partsY);
        }
      }
    }
    return new HeightField(fineX, fineY, heights);
  }

  /** Returns the height of a loss; NaN where it has none. */
  static double height(double loss, boolean logarithmic) {
    double height = logarithmic ? Math.log10(loss) : loss;
    return Double.isFinite(height) ? height : Double.NaN;
  }

  private static double[] refined(double[] coordinates) {
    int parts = Math.max(1, (SMOOTH + coordinates.length - 2) / (coordinates.length - 1));
    double[] refined = new double[(coordinates.length - 1) * parts + 1];
    for (int i = 0; i < refined.length; i++) {
      int from = Math.min(i / parts, coordinates.length - 2);
      double share = (double) (i - from * parts) / parts;
      refined[i] = (1 - share) * coordinates[from] + share * coordinates[from + 1];
    }
    return refined;
  }

  private static double linear(double[][] known, double column, double row) {
    int i = Math.min((int) column, known.length - 2);
    int j = Math.min((int) row, known[0].length - 2);
    double right = column - i;
    double up = row - j;
    return mean(
        mean(known[i][j], known[i + 1][j], right),
        mean(known[i][j + 1], known[i + 1][j + 1], right),
        up);
  }

  /** On the edge of a hole, what lies beyond does not count. */
  private static double mean(double from, double to, double share) {
    return share == 0 ? from : (1 - share) * from + share * to;
  }

  int columns() {
    return x.length;
  }

  int rows() {
    return y.length;
  }

  double x(int i) {
    return x[i];
  }

  double y(int j) {
    return y[j];
  }

  double height(int i, int j) {
    return heights[i][j];
  }
}
