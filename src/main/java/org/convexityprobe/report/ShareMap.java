package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shares over two quantities as coloured cells, each with its number and its interval. */
public final class ShareMap {
  private static final double CELL = 26;
  private static final double ROOM = 12;
  private static final double GAP = 4;

  /** Beyond this share a cell is so dark that its number must be light. */
  private static final double DARK = 0.45;

  private static final float INTERVAL = 5.5f;

  private ShareMap() {}

  /**
   * A cell.
   *
   * @param share from 0 to 1
   * @param lower lower end of its interval
   * @param upper upper end of it
   */
  public record Cell(double share, double lower, double upper) {}

  /**
   * A map.
   *
   * @param title over it
   * @param xTitle what the columns are
   * @param yTitle what the rows are; empty if their names say it
   * @param columns names of the columns, from left to right
   * @param rows names of the rows, from bottom to top
   * @param cells for each row a cell for each column
   */
  public record Panel(
      String title,
      String xTitle,
      String yTitle,
      List<String> columns,
      List<String> rows,
      List<List<Cell>> cells) {
    /** Copies the lists and checks their lengths. */
    public Panel {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      cells = cells.stream().map(List::copyOf).toList();
      int width = columns.size();
      if (rows.isEmpty()
          || width == 0
          || cells.size() != rows.size()
          || cells.stream().anyMatch(row -> row.size() != width)) {
        throw new IllegalArgumentException(
            "map %s: %d rows and %d columns do not fit its cells"
                .formatted(title, rows.size(), width));
      }
    }
  }

  /** Draws maps below one another. */
  public static Figure of(String title, List<Panel> panels, String caption) {
    return new Figure(
        title, panels.stream().map(Drawing::new).toList(), 1, new Bar(), caption, data(panels));
  }

  private static FigureData data(List<Panel> panels) {
    List<List<Object>> values = new ArrayList<>();
    for (Panel panel : panels) {
      for (int row = 0; row < panel.rows.size(); row++) {
        for (int column = 0; column < panel.columns.size(); column++) {
          Cell cell = panel.cells.get(row).get(column);
          values.add(
              List.of(
                  panel.title,
                  panel.columns.get(column),
                  panel.rows.get(row),
                  cell.share,
                  cell.lower,
                  cell.upper));
        }
      }
    }
    return new FigureData(List.of("map", "x", "y", "share", "lower", "upper"), values);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** One map on paper. */
  private record Drawing(Panel panel) implements FigurePanel {
    @Override
    public double height(double width) {
      return above() + panel.rows.size() * CELL + 2 * ROOM;
    }

    /** Room for the titles over the cells. */
    private double above() {
      return panel.yTitle.isEmpty() ? ROOM : 2 * ROOM;
    }

    @Override
    public double widest() {
      return Double.MAX_VALUE;
    }

    @Override
    public void draw(Graphics2D graphics, Rectangle2D area) {
      text(graphics, panel.title, ChartStyle.LABEL, area.getX(), area.getY() + ROOM - GAP);
      double top = area.getY() + above();
      if (!panel.yTitle.isEmpty()) {
        text(graphics, panel.yTitle, ChartStyle.LABEL, area.getX(), top - GAP);
      }
      double labels =
          panel.rows.stream()
              .mapToDouble(name -> ChartStyle.width(name, ChartStyle.TICK))
              .max()
              .orElseThrow();
      double left = area.getX() + Math.max(labels, ROOM) + GAP;
      double width = (area.getMaxX() - left) / panel.columns.size();
      int last = panel.rows.size() - 1;
      for (int row = 0; row <= last; row++) {
        double y = top + (last - row) * CELL;
        String name = panel.rows.get(row);
        double start = left - GAP - ChartStyle.width(name, ChartStyle.TICK);
        text(graphics, name, ChartStyle.TICK, start, y + CELL / 2 + 2.5);
        for (int column = 0; column < panel.columns.size(); column++) {
          Rectangle2D place = new Rectangle2D.Double(left + column * width, y, width - 1, CELL - 1);
          draw(graphics, panel.cells.get(row).get(column), place);
        }
      }
      double bottom = top + panel.rows.size() * CELL + ROOM - GAP;
      for (int column = 0; column < panel.columns.size(); column++) {
        centred(
            graphics,
            panel.columns.get(column),
            ChartStyle.TICK,
            left + (column + 0.5) * width,
            bottom);
      }
      centred(
          graphics,
          panel.xTitle,
          ChartStyle.LABEL,
          left + panel.columns.size() * width / 2,
          bottom + ROOM);
    }

    private static void draw(Graphics2D graphics, Cell cell, Rectangle2D place) {
      graphics.setColor(ChartStyle.height(cell.share));
      graphics.fill(place);
      graphics.setColor(cell.share > DARK ? Color.WHITE : ChartStyle.INK);
      String share = number(cell.share);
      String interval = number(cell.lower) + "–" + number(cell.upper);
      boolean both = ChartStyle.width(interval, INTERVAL) < place.getWidth();
      write(
          graphics,
          share,
          ChartStyle.LABEL,
          place.getCenterX() - ChartStyle.width(share, ChartStyle.LABEL) / 2,
          place.getCenterY() + (both ? 0 : 3));
      if (both) {
        write(
            graphics,
            interval,
            INTERVAL,
            place.getCenterX() - ChartStyle.width(interval, INTERVAL) / 2,
            place.getCenterY() + 8);
      }
    }

    private static void centred(
        Graphics2D graphics, String words, float size, double middle, double base) {
      text(graphics, words, size, middle - ChartStyle.width(words, size) / 2, base);
    }

    private static void text(
        Graphics2D graphics, String words, float size, double left, double base) {
      graphics.setColor(ChartStyle.INK);
      write(graphics, words, size, left, base);
    }

    private static void write(
        Graphics2D graphics, String words, float size, double left, double base) {
      graphics.setFont(ChartStyle.font(words, size));
      graphics.drawString(words, (float) left, (float) base);
    }
  }

  /** What the colours mean. */
  private record Bar() implements FigureKey {
    private static final double LENGTH = 160;
    private static final int STEPS = 40;

    @Override
    public double height(double width) {
      return ROOM;
    }

    @Override
    public void paint(Graphics2D graphics, double left, double top, double width) {
      double base = top + ROOM - GAP;
      Drawing.text(graphics, "share: 0", ChartStyle.TICK, left, base);
      double start = left + ChartStyle.width("share: 0", ChartStyle.TICK) + GAP;
      for (int i = 0; i < STEPS; i++) {
        graphics.setColor(ChartStyle.height(i / (STEPS - 1.0)));
        double step = LENGTH / STEPS;
        // A little into the next one, so that no gap shows between them.
        double overlap = i < STEPS - 1 ? 0.3 : 0;
        graphics.fill(
            new Rectangle2D.Double(start + i * step, top + 2, step + overlap, ROOM - 2 * GAP));
      }
      Drawing.text(graphics, "1", ChartStyle.TICK, start + LENGTH + GAP, base);
    }
  }
}
