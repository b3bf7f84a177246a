package org.convexityprobe.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleInsets;

/**
 * The one look of all figures: ink on white, thin axes, no boxes. Colours can be told apart by the
 * colour-blind (Okabe and Ito's, and Paul Tol's wine) and by their lightness, for print in grey.
 * Lengths are in points of 1/72 inch.
 */
final class ChartStyle {
  static final Color INK = new Color(0x1B, 0x2A, 0x41);
  static final Color ACCENT = new Color(0xC8, 0x4C, 0x0C);
  static final Color FAINT = new Color(0xB4, 0xB8, 0xC0);
  static final Color GRID = new Color(0xE6, 0xE8, 0xEC);

  /** What a verdict's colour is, from light to dark. */
  static final Color CONVEX = new Color(0xBF, 0xDD, 0xEE);

  static final Color UNDECIDED = new Color(0xA9, 0xAD, 0xB5);
  static final Color CONTRADICTED = new Color(0xA8, 0x3F, 0x08);

  /** Falls evenly in lightness: light is low, dark is high. */
  static final List<Color> HEIGHTS =
      List.of(
          new Color(0xF7, 0xF4, 0xE3),
          new Color(0xF2, 0xC5, 0x6B),
          new Color(0xD9, 0x6B, 0x5B),
          new Color(0x84, 0x2C, 0x70),
          new Color(0x1B, 0x10, 0x44));

  /** Of curves that are compared; neighbours differ in lightness. */
  private static final List<Color> COLOURS =
      List.of(
          INK,
          new Color(0xD5, 0x5E, 0x00),
          new Color(0x56, 0xB4, 0xE9),
          new Color(0x88, 0x22, 0x55),
          new Color(0xE6, 0x9F, 0x00),
          new Color(0x00, 0x7A, 0x5E));

  private static final float[][] DASHES = {
    {}, {5, 2}, {1.5f, 1.5f}, {7, 2, 1.5f, 2}, {3, 3}, {9, 3}
  };

  static final float TITLE = 9.5f;
  static final float LABEL = 8;
  static final float TICK = 7;
  static final float CAPTION = 7.5f;
  static final float AXIS_LINE = 0.6f;
  static final float CURVE = 0.8f;

  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** It comes with PDFBox, and its letters are as wide as those of Arial and Helvetica. */
  private static final Font SANS = read();

  static final FontRenderContext FONTS = new FontRenderContext(null, true, true);

  static {
    // The other way turns titles of vertical axes into outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
    TextUtils.setUseFontMetricsGetStringBounds(true);
  }

  private ChartStyle() {}

  private static Font read() {
    try (InputStream stream = fontFile()) {
      return Font.createFont(Font.TRUETYPE_FONT, stream);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "figures need a temporary file for their font in %s (java.io.tmpdir): %s"
              .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the font of figures is damaged", e);
    }
  }

  /** Opens the font, for formats that hold it. */
  static InputStream fontFile() {
    return PDDocument.class.getResourceAsStream(FONT);
  }

  /** Returns the font for a text; one of the system's where the figures' own lacks a letter. */
  static Font font(String text, float size) {
    boolean complete = SANS.canDisplayUpTo(text) < 0;
    return complete
        ? SANS.deriveFont(size)
        : new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
  }

  /** Returns how wide a text is. */
  static double width(String text, float size) {
    return font(text, size).getStringBounds(text, FONTS).getWidth();
  }

  static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** Returns the colour of a curve by its number; they repeat. */
  static Color colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  /** Returns the stroke of a curve by its number: plain, then dashed in different ways. */
  static BasicStroke dashes(int index, float width) {
    float[] dash = DASHES[index % DASHES.length];
    return dash.length == 0
        ? stroke(width)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  /** Returns the mark of a curve by its number, around (0, 0). */
  static Shape mark(int index) {
    return switch (index % 5) {
      case 0 -> new Ellipse2D.Double(-2.2, -2.2, 4.4, 4.4);
      case 1 -> new Rectangle2D.Double(-2, -2, 4, 4);
      case 2 -> polygon(0, -2.8, 2.6, 1.9, -2.6, 1.9);
      case 3 -> polygon(0, -3, 2.8, 0, 0, 3, -2.8, 0);
      default -> polygon(0, 2.8, 2.6, -1.9, -2.6, -1.9);
    };
  }

  private static Shape polygon(double... coordinates) {
    Path2D path = new Path2D.Double();
    path.moveTo(coordinates[0], coordinates[1]);
    for (int i = 2; i < coordinates.length; i += 2) {
      path.lineTo(coordinates[i], coordinates[i + 1]);
    }
    path.closePath();
    return path;
  }

  /** Returns the colour at a share of the way from low to high. */
  static Color height(double share) {
    double place = Math.max(0, Math.min(1, share)) * (HEIGHTS.size() - 1);
    int index = Math.min(HEIGHTS.size() - 2, (int) place);
    return mix(HEIGHTS.get(index), HEIGHTS.get(index + 1), place - index);
  }

  static Color mix(Color from, Color to, double share) {
    return new Color(
        (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
  }

  static Color faint(Color colour, int alpha) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  /** Returns an empty plot with these axes. */
  static XYPlot plot(NumberAxis x, NumberAxis y) {
    XYPlot plot = new XYPlot(null, x, y, null);
    style(plot);
    return plot;
  }

  static void style(XYPlot plot) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(stroke(0.5f));
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  static void style(NumberAxis axis, String title) {
    axis.setLabelFont(font(title, LABEL));
    axis.setLabelPaint(INK);
    axis.setLabelInsets(new RectangleInsets(2, 2, 2, 2));
    axis.setTickLabelFont(font("", TICK));
    axis.setTickLabelPaint(INK);
    axis.setTickLabelInsets(new RectangleInsets(1.5, 2, 1.5, 2));
    axis.setTickMarkPaint(INK);
    axis.setTickMarkStroke(stroke(AXIS_LINE));
    axis.setTickMarkOutsideLength(2.5f);
    axis.setAxisLinePaint(INK);
    axis.setAxisLineStroke(stroke(AXIS_LINE));
  }
}
