package org.convexityprobe.report;

import java.awt.Graphics2D;
import java.util.List;

/** What colours and marks mean, below the charts of a figure. Lengths are in points. */
interface FigureKey {
  /** A figure without a key. */
  FigureKey NONE = of();

  /** Returns how much room it takes below charts of a width. */
  double height(double width);

  /** Draws it with its upper left corner at (left, top). */
  void paint(Graphics2D graphics, double left, double top, double width);

  /** Puts keys below one another. */
  static FigureKey of(FigureKey... keys) {
    List<FigureKey> all = List.of(keys);
    return new FigureKey() {
      @Override
      public double height(double width) {
        return all.stream().mapToDouble(key -> key.height(width)).sum();
      }

      @Override
      public void paint(Graphics2D graphics, double left, double top, double width) {
        double y = top;
        for (FigureKey key : all) {
          key.paint(graphics, left, y, width);
          y += key.height(width);
        }
      }
    };
  }
}
