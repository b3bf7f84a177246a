package org.convexityprobe.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.nio.file.Path;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * Charts in rows with a title above and a caption below, as PNG, SVG or PDF by the end of the
 * file's name. Lengths are in points of 1/72 inch; PNG has 216 dots an inch.
 *
 * <p>The charts are drawn by XChart; only the page around them is laid out here, since XChart has
 * neither captions nor several charts in one vector file. All text is drawn as outlines, so that it
 * looks the same wherever the file is opened.
 */
public final class Figure {
  private static final int MARGIN = 16;
  private static final int LEADING = 4;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final FontRenderContext FONTS = new FontRenderContext(null, true, true);

  private final List<Chart<?, ?>> charts;
  private final int columns;
  private final int chartWidth;
  private final int chartHeight;
  private final List<TextLayout> title;
  private final List<TextLayout> caption;
  private final FigureLegend legend;

  /** Makes a figure of charts side by side. */
  Figure(
      String title,
      List<? extends Chart<?, ?>> charts,
      int chartWidth,
      int chartHeight,
      String caption) {
    this(title, charts, charts.size(), chartWidth, chartHeight, caption);
  }

  /**
   * Makes a figure.
   *
   * @param columns most charts in a row
   */
  Figure(
      String title,
      List<? extends Chart<?, ?>> charts,
      int columns,
      int chartWidth,
      int chartHeight,
      String caption) {
    requireFonts();
    this.charts = List.copyOf(charts);
    this.columns = Math.min(columns, charts.size());
    this.chartWidth = chartWidth;
    this.chartHeight = chartHeight;
    this.title = wrap(title, TITLE);
    this.caption = wrap(caption, CAPTION);
    this.legend = FigureLegend.NONE;
  }

  private Figure(Figure figure, FigureLegend legend) {
    this.charts = figure.charts;
    this.columns = figure.columns;
    this.chartWidth = figure.chartWidth;
    this.chartHeight = figure.chartHeight;
    this.title = figure.title;
    this.caption = figure.caption;
    this.legend = legend;
  }

  /** Returns the same figure with a legend between charts and caption. */
  Figure with(FigureLegend legend) {
    return new Figure(this, legend);
  }

  /**
   * Writes the figure; {@code .png}, {@code .svg} and {@code .pdf} are known.
   *
   * @throws IllegalArgumentException if the name ends otherwise
   */
  public void write(Path path) throws IOException {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    String format = name.substring(name.lastIndexOf('.') + 1);
    FigureFile.of(format, path).write(this, path);
  }

  int width() {
    return columns * chartWidth + 2 * MARGIN;
  }

  int height() {
    return (int)
        Math.ceil(chartsHeight() + 3 * MARGIN + height(title) + legend.height() + height(caption));
  }

  private int chartsHeight() {
    return (charts.size() + columns - 1) / columns * chartHeight;
  }

  void paint(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width(), height());
    double top = MARGIN;
    paint(graphics, title, top);
    top += height(title) + MARGIN / 2.0;
    AffineTransform page = graphics.getTransform();
    for (int i = 0; i < charts.size(); i++) {
      int row = i / columns;
      int column = i % columns;
      graphics.translate(MARGIN + column * chartWidth, top + row * chartHeight);
      graphics.setStroke(new BasicStroke(1));
      charts.get(i).paint(graphics, chartWidth, chartHeight);
      graphics.setTransform(page);
      graphics.setClip(null);
    }
    top += chartsHeight() + MARGIN / 2.0;
    legend.paint(graphics, MARGIN, top);
    paint(graphics, caption, top + legend.height());
  }

  private static void paint(Graphics2D graphics, List<TextLayout> lines, double top) {
    graphics.setColor(Color.BLACK);
    double y = top;
    for (TextLayout line : lines) {
      graphics.fill(
          line.getOutline(AffineTransform.getTranslateInstance(MARGIN, y + line.getAscent())));
      y += height(line);
    }
  }

  private List<TextLayout> wrap(String text, Font font) {
    List<TextLayout> lines = new ArrayList<>();
    if (text.isBlank()) {
      return lines;
    }
    AttributedString attributed = new AttributedString(text);
    attributed.addAttribute(TextAttribute.FONT, font);
    LineBreakMeasurer measurer = new LineBreakMeasurer(attributed.getIterator(), FONTS);
    while (measurer.getPosition() < text.length()) {
      lines.add(measurer.nextLayout(width() - 2 * MARGIN));
    }
    return lines;
  }

  private static double height(List<TextLayout> lines) {
    return lines.stream().mapToDouble(Figure::height).sum();
  }

  private static double height(TextLayout line) {
    return line.getAscent() + line.getDescent() + LEADING;
  }

  private static void requireFonts() {
    if (GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
        == 0) {
      throw new IllegalStateException(
          "figures need a font: install fontconfig and one, such as DejaVu");
    }
  }
}
