package org.convexityprobe.report;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.data.Range;

/** Where the points of a plane lie on paper. */
record Plane(Rectangle2D area, Range x, Range y) {
  double x(double value) {
    return area.getX() + (value - x.getLowerBound()) / x.getLength() * area.getWidth();
  }

  double y(double value) {
    return area.getMaxY() - (value - y.getLowerBound()) / y.getLength() * area.getHeight();
  }

  Point2D at(ContourRings.Point point) {
    return new Point2D.Double(x(point.x()), y(point.y()));
  }

  Path2D path(List<ContourRings.Point> points, boolean closed) {
    Path2D path = new Path2D.Double();
    for (ContourRings.Point point : points) {
      if (path.getCurrentPoint() == null) {
        path.moveTo(x(point.x()), y(point.y()));
      } else {
        path.lineTo(x(point.x()), y(point.y()));
      }
    }
    if (closed && path.getCurrentPoint() != null) {
      path.closePath();
    }
    return path;
  }
}
