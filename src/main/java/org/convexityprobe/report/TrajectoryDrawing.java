package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.landscape.SurfaceTrajectory;

/** Draws the path of training over a surface, with the epoch of each checkpoint beside it. */
final class TrajectoryDrawing {
  private static final float LABEL = 6.5f;
  private static final Color PAPER = new Color(255, 255, 255, 215);
  private static final double DOT = 2;

  private TrajectoryDrawing() {}

  static void draw(
      Graphics2D graphics, Plane plane, SurfaceTrajectory trajectory, LabelPlaces places) {
    List<Point2D> points = new ArrayList<>();
    for (SurfaceTrajectory.Point point : trajectory.points()) {
      points.add(new Point2D.Double(plane.x(point.x()), plane.y(point.y())));
    }
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).getX(), points.get(0).getY());
    for (int i = 1; i < points.size(); i++) {
      path.lineTo(points.get(i).getX(), points.get(i).getY());
      places.avoid(points.get(i - 1), points.get(i));
    }
    // White around the ink shows on dark and on light ground.
    graphics.setColor(Color.WHITE);
    graphics.setStroke(ChartStyle.stroke(2.6f));
    graphics.draw(path);
    graphics.setColor(ChartStyle.INK);
    graphics.setStroke(ChartStyle.stroke(1.2f));
    graphics.draw(path);
    int last = points.size() - 1;
    for (int i = 0; i <= last; i++) {
      dot(graphics, points.get(i), i == last);
    }
    // The ends first: they must have one.
    label(graphics, trajectory, points, 0, places);
    label(graphics, trajectory, points, last, places);
    for (int i = 1; i < last; i++) {
      label(graphics, trajectory, points, i, places);
    }
  }

  private static void dot(Graphics2D graphics, Point2D at, boolean end) {
    double radius = end ? 1.5 * DOT : DOT;
    Ellipse2D dot =
        new Ellipse2D.Double(at.getX() - radius, at.getY() - radius, 2 * radius, 2 * radius);
    graphics.setColor(end ? Color.WHITE : ChartStyle.INK);
    graphics.fill(dot);
    graphics.setColor(end ? ChartStyle.INK : Color.WHITE);
    graphics.setStroke(ChartStyle.stroke(end ? 1.2f : 0.6f));
    graphics.draw(dot);
  }

  private static void label(
      Graphics2D graphics,
      SurfaceTrajectory trajectory,
      List<Point2D> points,
      int index,
      LabelPlaces places) {
    boolean end = index == 0 || index == points.size() - 1;
    int epoch = trajectory.points().get(index).epoch();
    String text = end ? "epoch " + epoch : Integer.toString(epoch);
    Point2D at = points.get(index);
    double width = ChartStyle.width(text, LABEL) + 2;
    places
        .beside(at, width, LABEL + 1)
        .ifPresent(
            box -> {
              graphics.setColor(ChartStyle.INK);
              graphics.setStroke(ChartStyle.stroke(0.4f));
              graphics.draw(
                  new Line2D.Double(at.getX(), at.getY(), box.getCenterX(), box.getCenterY()));
              graphics.setColor(PAPER);
              graphics.fill(box);
              graphics.setColor(ChartStyle.INK);
              graphics.setFont(ChartStyle.font(text, LABEL));
              graphics.drawString(text, (float) box.getX() + 1, (float) (box.getMaxY() - 1.5));
            });
  }
}
