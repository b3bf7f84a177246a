package org.convexityprobe.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Rows of samples, each with what it means. */
record FigureLegend(List<Key> keys) implements FigureKey {
  private static final double SAMPLE = 16;
  private static final double SQUARE = 8;
  private static final double ROW = 12;
  private static final double GAP = 4;
  private static final double BETWEEN = 14;

  /**
   * A sample and what it means.
   *
   * @param sample draws it around the middle (0, 0) of a row
   * @param width of the sample
   * @param meaning in words
   */
  record Key(Sample sample, double width, String meaning) {
    /** Returns a filled square. */
    static Key square(Color colour, String meaning) {
      return square(colour, false, meaning);
    }

    /** Returns a square, hatched or not. */
    static Key square(Color colour, boolean hatched, String meaning) {
      Rectangle2D square = new Rectangle2D.Double(-SQUARE / 2, -SQUARE / 2, SQUARE, SQUARE);
      return new Key(
          graphics -> {
            graphics.setColor(colour);
            graphics.fill(square);
            if (hatched) {
              Hatching.fill(graphics, square);
            }
            graphics.setColor(ChartStyle.INK);
            graphics.setStroke(ChartStyle.stroke(0.4f));
            graphics.draw(square);
          },
          SQUARE,
          meaning);
    }

    /** Returns a piece of a line, with a mark on it where one is given. */
    static Key line(Color colour, BasicStroke stroke, Shape mark, String meaning) {
      return new Key(
          graphics -> {
            graphics.setColor(colour);
            graphics.setStroke(stroke);
            graphics.draw(new Line2D.Double(-SAMPLE / 2, 0, SAMPLE / 2, 0));
            if (mark != null) {
              graphics.fill(mark);
            }
          },
          SAMPLE,
          meaning);
    }

    /** Returns a mark, filled or hollow. */
    static Key mark(Color colour, Shape mark, boolean filled, String meaning) {
      return new Key(
          graphics -> {
            graphics.setColor(filled ? colour : Color.WHITE);
            graphics.fill(mark);
            graphics.setColor(colour);
            graphics.setStroke(ChartStyle.stroke(ChartStyle.CURVE));
            graphics.draw(mark);
          },
          SQUARE,
          meaning);
    }
  }

  /** Draws a sample. */
  interface Sample {
    void paint(Graphics2D graphics);
  }

  FigureLegend {
    keys = List.copyOf(keys);
  }

  @Override
  public double height(double width) {
    return keys.isEmpty() ? 0 : layout(null, 0, 0, width) + GAP;
  }

  @Override
  public void paint(Graphics2D graphics, double left, double top, double width) {
    layout(graphics, left, top, width);
  }

  /** Goes from left to right and from row to row; paints if there is something to paint on. */
  private double layout(Graphics2D graphics, double left, double top, double width) {
    double x = left;
    double y = top;
    for (Key key : keys) {
      double needed = key.width + GAP + ChartStyle.width(key.meaning, ChartStyle.TICK);
      if (x > left && x + needed > left + width) {
        x = left;
        y += ROW;
      }
      if (graphics != null) {
        paint(graphics, key, x, y);
      }
      x += needed + BETWEEN;
    }
    return y + ROW - top;
  }

  private static void paint(Graphics2D graphics, Key key, double x, double y) {
    AffineTransform page = graphics.getTransform();
    graphics.translate(x + key.width / 2, y + ROW / 2);
    key.sample.paint(graphics);
    graphics.setTransform(page);
    graphics.setColor(ChartStyle.INK);
    graphics.setFont(ChartStyle.font(key.meaning, ChartStyle.TICK));
    graphics.drawString(key.meaning, (float) (x + key.width + GAP), (float) (y + ROW / 2 + 2.5));
  }
}
