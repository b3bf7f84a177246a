package org.convexityprobe.report;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceVerdict;

/** The points of a convexity map as cells of a plane on paper. */
final class MapCells {
  private final SurfaceAxis x;
  private final SurfaceAxis y;
  private final ConvexityMap map;
  private final Plane plane;

  MapCells(SurfaceScan scan, ConvexityMap map, Plane plane) {
    this.x = scan.x();
    this.y = scan.y();
    this.map = map;
    this.plane = plane;
  }

  private boolean is(int i, int j, SurfaceVerdict verdict) {
    return j >= 0
        && j < map.verdicts().size()
        && i >= 0
        && i < map.verdicts().get(j).size()
        && map.verdicts().get(j).get(i) == verdict;
  }

  /** Cell i of the map is around point i + 1 of the axis. */
  private double left(int i) {
    return plane.x(x.coordinate(i + 1) - x.spacing() / 2);
  }

  private double bottom(int j) {
    return plane.y(y.coordinate(j + 1) - y.spacing() / 2);
  }

  /** Returns all cells with a verdict, a rectangle for each run of neighbours in a row. */
  Path2D of(SurfaceVerdict verdict) {
    Path2D cells = new Path2D.Double();
    for (int j = 0; j < map.verdicts().size(); j++) {
      int columns = map.verdicts().get(j).size();
      for (int i = 0; i < columns; i++) {
        int from = i;
        while (is(i, j, verdict)) {
          i++;
        }
        if (i > from) {
          double top = bottom(j + 1);
          cells.append(
              new Rectangle2D.Double(left(from), top, left(i) - left(from), bottom(j) - top),
              false);
        }
      }
    }
    return cells;
  }

  /** Returns the edges between cells with a verdict and all others. */
  Path2D outline(SurfaceVerdict verdict) {
    Path2D outline = new Path2D.Double();
    int rows = map.verdicts().size();
    int columns = map.verdicts().get(0).size();
    for (int j = 0; j <= rows; j++) {
      for (int i = 0; i <= columns; i++) {
        boolean here = is(i, j, verdict);
        if (here != is(i - 1, j, verdict)) {
          line(outline, left(i), bottom(j), left(i), bottom(j + 1));
        }
        if (here != is(i, j - 1, verdict)) {
          line(outline, left(i), bottom(j), left(i + 1), bottom(j));
        }
      }
    }
    return outline;
  }

  private static void line(Path2D path, double fromX, double fromY, double toX, double toY) {
    path.moveTo(fromX, fromY);
    path.lineTo(toX, toY);
  }
}
