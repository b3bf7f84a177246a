package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convexityprobe.landscape.SurfaceScan;

/**
 * The line on which a surface has one height, by marching squares: in each cell of the grid, the
 * points where its edges cross the height (by linear interpolation) are joined. A saddle's two
 * pieces are joined as the mean of its corners says. Cells with a corner that is not finite have no
 * line.
 */
final class ContourLines {
  /** A straight piece, from (x0, y0) to (x1, y1). */
  record Piece(double x0, double y0, double x1, double y1) {}

  /** One point of a cell's edge. */
  private record Crossing(double x, double y) {}

  private final SurfaceScan scan;
  private final double height;
  private final boolean logarithmic;
  private final List<Piece> pieces = new ArrayList<>();

  private ContourLines(SurfaceScan scan, double height, boolean logarithmic) {
    this.scan = scan;
    this.height = logarithmic ? Math.log10(height) : height;
    this.logarithmic = logarithmic;
  }

  /**
   * Returns the pieces of the line at a height.
   *
   * @param logarithmic whether to interpolate logarithms; values that are not positive are holes
   *     then
   */
  static List<Piece> of(SurfaceScan scan, double height, boolean logarithmic) {
    ContourLines lines = new ContourLines(scan, height, logarithmic);
    for (int j = 0; j + 1 < scan.y().points(); j++) {
      for (int i = 0; i + 1 < scan.x().points(); i++) {
        lines.cell(i, j);
      }
    }
    return lines.pieces;
  }

  /** Goes around the cell's corners: (i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1). */
  private void cell(int i, int j) {
    double[] corners = {above(i, j), above(i + 1, j), above(i + 1, j + 1), above(i, j + 1)};
    if (!Arrays.stream(corners).allMatch(Double::isFinite)) {
      return;
    }
    List<Crossing> crossings = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      double next = corners[(k + 1) % 4];
      if ((corners[k] > 0) != (next > 0)) {
        crossings.add(crossing(i, j, k, corners[k] / (corners[k] - next)));
      }
    }
    if (crossings.size() == 2) {
      join(crossings.get(0), crossings.get(1));
    } else if (crossings.size() == 4) {
      // A corner on the same side as the centre is connected to the opposite one, not cut off.
      boolean highCentre = Arrays.stream(corners).sum() > 0;
      int first = (corners[0] > 0) == highCentre ? 0 : 1;
      join(crossings.get(first), crossings.get(first + 1));
      join(crossings.get(first + 2), crossings.get((first + 3) % 4));
    }
  }

  private double above(int i, int j) {
    double value = scan.value(i, j);
    return (logarithmic ? Math.log10(value) : value) - height;
  }

  /** Returns the point at a share of the way along the edge that starts in corner {@code k}. */
  private Crossing crossing(int i, int j, int k, double share) {
    double along = k < 2 ? share : 1 - share;
    double right = k == 1 ? 1 : 0;
    double top = k == 2 ? 1 : 0;
    boolean horizontal = k % 2 == 0;
    double column = i + (horizontal ? along : right);
    double row = j + (horizontal ? top : along);
    return new Crossing(
        scan.x().from() + column * scan.x().spacing(), scan.y().from() + row * scan.y().spacing());
  }

  private void join(Crossing from, Crossing to) {
    pieces.add(new Piece(from.x, from.y, to.x, to.y));
  }
}
