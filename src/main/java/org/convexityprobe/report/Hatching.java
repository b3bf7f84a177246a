package org.convexityprobe.report;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Slanted lines over what is undecided. */
final class Hatching {
  private static final double APART = 3;

  private Hatching() {}

  /** Draws the lines inside a shape. They are on one raster, so that neighbours join. */
  static void fill(Graphics2D graphics, Shape shape) {
    Shape before = graphics.getClip();
    Rectangle2D box = shape.getBounds2D();
    if (before != null) {
      Area inside = new Area(before);
      inside.intersect(new Area(shape));
      graphics.setClip(inside);
    } else {
      graphics.setClip(shape);
    }
    graphics.setColor(ChartStyle.INK);
    graphics.setStroke(ChartStyle.stroke(0.35f));
    double first = Math.floor((box.getMinX() + box.getMinY()) / APART) * APART;
    for (double sum = first; sum <= box.getMaxX() + box.getMaxY(); sum += APART) {
      graphics.draw(
          new Line2D.Double(
              sum - box.getMinY(), box.getMinY(), sum - box.getMaxY(), box.getMaxY()));
    }
    graphics.setClip(before);
  }
}
