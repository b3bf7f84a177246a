package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** One row of squares, each with what its colour means. Lengths are in points of 1/72 inch. */
record FigureLegend(List<Key> keys) {
  /** What a colour means. */
  record Key(Color colour, String meaning) {}

  /** A figure without a legend. */
  static final FigureLegend NONE = new FigureLegend(List.of());

  private static final int SQUARE = 11;
  private static final int HEIGHT = 22;
  private static final int GAP = 5;
  private static final int BETWEEN = 18;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final FontRenderContext FONTS = new FontRenderContext(null, true, true);

  FigureLegend {
    keys = List.copyOf(keys);
  }

  double height() {
    return keys.isEmpty() ? 0 : HEIGHT;
  }

  /** Draws the row with its upper left corner at (left, top). */
  void paint(Graphics2D graphics, double left, double top) {
    double x = left;
    for (Key key : keys) {
      Rectangle2D square = new Rectangle2D.Double(x, top, SQUARE, SQUARE);
      graphics.setColor(key.colour);
      graphics.fill(square);
      graphics.setColor(ChartStyle.INK);
      graphics.draw(square);
      graphics.setColor(Color.BLACK);
      TextLayout text = new TextLayout(key.meaning, FONT, FONTS);
      x += SQUARE + GAP;
      graphics.fill(text.getOutline(AffineTransform.getTranslateInstance(x, top + SQUARE - 1.5)));
      x += text.getAdvance() + BETWEEN;
    }
  }
}
