package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.data.AtomicFile;

/**
 * Charts in rows with a title above, and a key and a caption below, as PNG, SVG or PDF by the end
 * of the file's name. Text stays text in SVG and PDF. Lengths are in points of 1/72 inch; PNG has
 * 300 dots an inch.
 */
public final class Figure {
  private static final double MARGIN = 6;
  private static final double GAP = 10;
  private static final double LEADING = 1.25;

  /** A chart that is narrower shows nothing. */
  private static final double NARROWEST = 140;

  private final String title;
  private final List<FigurePanel> panels;
  private final int columns;
  private final FigureKey key;
  private final String caption;
  private final FigureData data;

  /** Makes a figure of one chart or several; {@code columns} is the most in a row. */
  Figure(
      String title,
      List<? extends FigurePanel> panels,
      int columns,
      FigureKey key,
      String caption,
      FigureData data) {
    requireFonts();
    this.title = Numbers.minus(title);
    this.panels = List.copyOf(panels);
    this.columns = Math.min(columns, panels.size());
    this.key = key;
    this.caption = Numbers.minus(caption);
    this.data = data;
  }

  /** Returns what it shows, in words; empty if it has no caption. */
  public String caption() {
    return caption;
  }

  /**
   * Writes the figure; {@code .png}, {@code .svg} and {@code .pdf} are known.
   *
   * @throws IllegalArgumentException if the name ends otherwise
   */
  public void write(Path path) throws IOException {
    write(path, FigureLayout.DEFAULT);
  }

  /** Writes the figure in a layout. */
  public void write(Path path, FigureLayout layout) throws IOException {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    String format = name.substring(name.lastIndexOf('.') + 1);
    FigureFile.of(format, path).write(new Page(layout), path);
  }

  /** Writes PNG, SVG, PDF and, as CSV, the numbers that it shows; the name is without ending. */
  public void writeAll(Path folder, String name, FigureLayout layout) throws IOException {
    for (String format : List.of(".png", ".svg", ".pdf")) {
      write(folder.resolve(name + format), layout);
    }
    if (!data.isEmpty()) {
      AtomicFile.writeString(folder.resolve(name + ".csv"), data.csv());
    }
  }

  private static void requireFonts() {
    if (GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
        == 0) {
      throw new IllegalStateException(
          "figures need a font: install fontconfig and one, such as DejaVu");
    }
  }

  /** The figure in a layout. */
  final class Page {
    private final double width;
    private final List<String> titleLines;
    private final List<String> captionLines;
    private final int inRow;
    private final double panelWidth;
    private final List<Double> rowHeights = new ArrayList<>();

    Page(FigureLayout layout) {
      width = layout.width().points();
      boolean words = layout.caption() == FigureLayout.Caption.BELOW;
      titleLines = wrap(words ? title : "", ChartStyle.TITLE);
      captionLines = wrap(words ? caption : "", ChartStyle.CAPTION);
      double room = width - 2 * MARGIN;
      inRow = Math.max(1, Math.min(columns, (int) ((room + GAP) / (NARROWEST + GAP))));
      double widest = panels.stream().mapToDouble(FigurePanel::widest).min().orElseThrow();
      panelWidth = Math.min(widest, (room - (inRow - 1) * GAP) / inRow);
      for (int first = 0; first < panels.size(); first += inRow) {
        rowHeights.add(
            panels.subList(first, Math.min(first + inRow, panels.size())).stream()
                .mapToDouble(panel -> panel.height(panelWidth))
                .max()
                .orElseThrow());
      }
    }

    double width() {
      return width;
    }

    double height() {
      return 2 * MARGIN
          + titleHeight()
          + rowHeights.stream().mapToDouble(height -> height + GAP).sum()
          - GAP
          + keyHeight()
          + captionHeight();
    }

    private double titleHeight() {
      return titleLines.isEmpty() ? 0 : titleLines.size() * ChartStyle.TITLE * LEADING + 4;
    }

    private double keyHeight() {
      double height = key.height(width - 2 * MARGIN);
      return height == 0 ? 0 : height + 4;
    }

    private double captionHeight() {
      return captionLines.isEmpty() ? 0 : captionLines.size() * ChartStyle.CAPTION * LEADING + 6;
    }

    void paint(Graphics2D graphics) {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      graphics.setColor(Color.WHITE);
      // Up to the last dot, of which a part may be beyond.
      graphics.fill(new Rectangle2D.Double(0, 0, width + 1, height() + 1));
      double top = MARGIN;
      paint(graphics, titleLines, ChartStyle.TITLE, top);
      top += titleHeight();
      double rowStart = (width - inRow * panelWidth - (inRow - 1) * GAP) / 2;
      for (int i = 0; i < panels.size(); i++) {
        int row = i / inRow;
        double left = rowStart + i % inRow * (panelWidth + GAP);
        double height = panels.get(i).height(panelWidth);
        panels.get(i).draw(graphics, new Rectangle2D.Double(left, top, panelWidth, height));
        if (i % inRow == inRow - 1 || i == panels.size() - 1) {
          top += rowHeights.get(row) + (i == panels.size() - 1 ? 0 : GAP);
        }
      }
      key.paint(graphics, MARGIN, top + 4, width - 2 * MARGIN);
      top += keyHeight() + 4;
      paint(graphics, captionLines, ChartStyle.CAPTION, top);
    }

    private void paint(Graphics2D graphics, List<String> lines, float size, double top) {
      graphics.setColor(ChartStyle.INK);
      double y = top;
      for (String line : lines) {
        graphics.setFont(ChartStyle.font(line, size));
        graphics.drawString(line, (float) MARGIN, (float) (y + size));
        y += size * LEADING;
      }
    }

    private List<String> wrap(String text, float size) {
      List<String> lines = new ArrayList<>();
      if (text.isBlank()) {
        return lines;
      }
      AttributedString attributed = new AttributedString(text);
      attributed.addAttribute(TextAttribute.FONT, ChartStyle.font(text, size));
      LineBreakMeasurer measurer =
          new LineBreakMeasurer(attributed.getIterator(), ChartStyle.FONTS);
      while (measurer.getPosition() < text.length()) {
        int from = measurer.getPosition();
        measurer.nextLayout((float) (width - 2 * MARGIN));
        lines.add(text.substring(from, measurer.getPosition()).strip());
      }
      return lines;
    }
  }
}
