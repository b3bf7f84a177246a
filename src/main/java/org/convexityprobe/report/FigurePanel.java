package org.convexityprobe.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** One picture of a figure. Lengths are in points of 1/72 inch. */
interface FigurePanel {
  /** Returns the height that suits a width. */
  double height(double width);

  /** Returns the width beyond which it gains nothing. */
  double widest();

  /** Draws it; nothing outside of the area. */
  void draw(Graphics2D graphics, Rectangle2D area);
}
