package org.convexityprobe.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/**
 * Mean convexity length against epoch, width and depth, as far as several of them were measured,
 * with bars of one standard error, and the papers' values as hollow marks.
 */
public final class LengthPlot {
  /** An axis of places without an order: no line leads from one to the next. */
  private static final String NETWORK = "network";

  private static final int COLUMNS = 3;
  private static final double SHAPE = 0.85;

  /** Beside each other, not over each other: shift of a series, in parts of the axis. */
  private static final double SHIFT = 0.012;

  /** Axes that show less make noise look like a result. */
  private static final double LEAST_RANGE = 0.1;

  private final LengthTable table;
  private final double low;
  private final double high;
  private final List<String> keys;

  private LengthPlot(LengthTable table) {
    this.table = table;
    this.keys = keys(table);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (LengthCell cell : table.cells()) {
      least = Math.min(least, cell.length().mean() - error(cell.length().standardError()));
      most = Math.max(most, cell.length().mean() + error(cell.length().standardError()));
      if (cell.paper() != null) {
        PaperValue value = cell.paper().value();
        least = Math.min(least, value.meanLength() - value.standardError());
        most = Math.max(most, value.meanLength() + value.standardError());
      }
    }
    double margin = Math.max(0.06 * (most - least), (LEAST_RANGE - (most - least)) / 2);
    this.low = Math.max(-0.01, least - margin);
    this.high = most + margin;
  }

  /** One curve: its colour and mark by its place in the legend, and its cells. */
  private record Series(int index, List<LengthCell> cells) {}

  /** What a chart's horizontal axis shows. */
  private record Axis(String title, Function<LengthCell, Integer> number) {}

  /**
   * Plots a table.
   *
   * @param title what was probed
   * @param all a table of at least one cell
   */
  public static Figure of(String title, LengthTable all) {
    LengthTable table = LengthTable.ofCells(all.cells()); // What is missing cannot be drawn.
    if (table.cells().isEmpty()) {
      throw new IllegalArgumentException("nothing to draw: the table has no cells");
    }
    return new LengthPlot(table).figure(title);
  }

  private Figure figure(String title) {
    List<FigurePanel> panels = new ArrayList<>();
    for (LengthTable.Block block : table.blocks()) {
      panels.add(panel(block.title(), axis(block), series(block.cells())));
    }
    for (LengthTable.Block block : table.blocks()) {
      if (block.widths().size() > 1 && !block.named()) {
        int last = block.epochs().last();
        panels.add(
            panel(
                "Depth %d%s, epoch %d"
                    .formatted(
                        block.label().depth(),
                        block.label().skipConnections() ? "" : " without skips",
                        last),
                new Axis("width factor k", cell -> cell.label().width()),
                series(select(block.cells(), cell -> cell.label().epoch() == last))));
      }
    }
    for (boolean skip : new boolean[] {true, false}) {
      depths(skip, panels);
    }
    return new Figure(title, panels, COLUMNS, legend(), caption(), data());
  }

  /** Networks whose epochs are not all known stand beside each other, in the table's order. */
  private static Axis axis(LengthTable.Block block) {
    boolean known = block.cells().stream().allMatch(cell -> cell.label().epoch() != null);
    return known
        ? new Axis("epoch", cell -> cell.label().epoch())
        : new Axis(NETWORK, cell -> block.cells().indexOf(cell) + 1);
  }

  private static List<String> keys(LengthTable table) {
    return table.cells().stream()
        .map(LengthCell::label)
        .sorted(
            Comparator.comparing(
                    NetworkLabel::name, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
                .thenComparing(
                    NetworkLabel::width, Comparator.nullsFirst(Comparator.<Integer>naturalOrder())))
        .map(LengthPlot::key)
        .distinct()
        .toList();
  }

  /** Returns the series that a cell belongs to. */
  private static String key(NetworkLabel label) {
    return label.name() == null ? label.widthWords() : label.atEpoch(null).words();
  }

  /** Adds a chart of lengths against depth, at the last epoch that several depths have. */
  private void depths(boolean skip, List<FigurePanel> panels) {
    List<LengthCell> cells =
        select(
            table.cells(),
            cell -> cell.label().name() == null && cell.label().skipConnections() == skip);
    Integer shared = null;
    for (int epoch : distinct(cells, cell -> cell.label().epoch())) {
      List<LengthCell> then = select(cells, cell -> cell.label().epoch() == epoch);
      shared = distinct(then, cell -> cell.label().depth()).size() > 1 ? (Integer) epoch : shared;
    }
    if (shared != null) {
      int epoch = shared;
      panels.add(
          panel(
              (skip ? "With" : "Without") + " skip connections, epoch " + epoch,
              new Axis("depth (layers)", cell -> cell.label().depth()),
              series(select(cells, cell -> cell.label().epoch() == epoch))));
    }
  }

  private List<Series> series(List<LengthCell> cells) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      List<LengthCell> own = select(cells, cell -> key(cell.label()).equals(key));
      if (!own.isEmpty()) {
        series.add(new Series(i, own));
      }
    }
    return series;
  }

  private FigurePanel panel(String name, Axis axis, List<Series> all) {
    List<LengthCell> cells = all.stream().flatMap(series -> series.cells().stream()).toList();
    SortedSet<Integer> numbers = distinct(cells, axis.number());
    double range = Math.max(1, numbers.last() - numbers.first());
    double margin = 0.07 * range;
    XYPlot plot =
        ChartStyle.plot(
            RoundAxis.at(
                axis.title(), numbers.first() - margin, numbers.last() + margin, ticks(numbers)),
            RoundAxis.linear("convexity length L", low, high));
    XYIntervalSeriesCollection points = new XYIntervalSeriesCollection();
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(3);
    renderer.setErrorStroke(ChartStyle.stroke(0.7f));
    // Where each series is one point, a thin line leads from one to the next.
    boolean single = all.stream().allMatch(series -> series.cells().size() == 1);
    boolean across = single && numbers.size() > 1 && !axis.title().equals(NETWORK);
    boolean alone = across || all.size() == 1;
    for (Series series : all) {
      double shift = (series.index() - (keys.size() - 1) / 2.0) * SHIFT * range;
      addMeasured(points, renderer, series, axis, alone ? 0 : shift);
    }
    if (across) {
      addLine(points, renderer, cells, axis);
    }
    for (Series series : all) {
      double shift = (series.index() - (keys.size() - 1) / 2.0) * SHIFT * range;
      addPapers(points, renderer, series, axis, (alone ? 0 : shift) + SHIFT * range);
    }
    plot.setDataset(points);
    plot.setRenderer(renderer);
    return ChartPanel.of(name, plot, table.blocks().size() == 1 && keys.size() == 1 ? 0.5 : SHAPE);
  }

  /** The numbers themselves where they have room; else every second, third, …. */
  private static List<Integer> ticks(SortedSet<Integer> numbers) {
    List<Integer> ticks = new ArrayList<>();
    double apart = (numbers.last() - numbers.first()) / 9.0;
    for (int number : numbers) {
      if (ticks.isEmpty() || number - ticks.get(ticks.size() - 1) >= apart) {
        ticks.add(number);
      }
    }
    return ticks;
  }

  private static void addMeasured(
      XYIntervalSeriesCollection points,
      XYErrorRenderer renderer,
      Series series,
      Axis axis,
      double shift) {
    XYIntervalSeries curve = new XYIntervalSeries("measured " + series.index());
    for (LengthCell cell : series.cells()) {
      double x = axis.number().apply(cell) + shift;
      double mean = cell.length().mean();
      double error = error(cell.length().standardError());
      curve.add(x, x, x, mean, mean - error, mean + error);
    }
    int index = points.getSeriesCount();
    points.addSeries(curve);
    Color colour = ChartStyle.colour(series.index());
    renderer.setSeriesPaint(index, colour);
    renderer.setSeriesLinesVisible(index, true);
    renderer.setSeriesStroke(index, ChartStyle.stroke(ChartStyle.CURVE));
    renderer.setSeriesShape(index, ChartStyle.mark(series.index()));
    renderer.setSeriesShapesFilled(index, true);
  }

  private static void addLine(
      XYIntervalSeriesCollection points,
      XYErrorRenderer renderer,
      List<LengthCell> cells,
      Axis axis) {
    XYIntervalSeries line = new XYIntervalSeries("across");
    for (LengthCell cell : cells) {
      double x = axis.number().apply(cell);
      double mean = cell.length().mean();
      line.add(x, x, x, mean, mean, mean);
    }
    int index = points.getSeriesCount();
    points.addSeries(line);
    renderer.setSeriesPaint(index, ChartStyle.FAINT);
    renderer.setSeriesStroke(index, ChartStyle.stroke(ChartStyle.CURVE));
    renderer.setSeriesLinesVisible(index, true);
    renderer.setSeriesShapesVisible(index, false);
  }

  private static void addPapers(
      XYIntervalSeriesCollection points,
      XYErrorRenderer renderer,
      Series series,
      Axis axis,
      double shift) {
    XYIntervalSeries curve = new XYIntervalSeries("papers " + series.index());
    for (LengthCell cell : series.cells()) {
      if (cell.paper() != null) {
        PaperValue value = cell.paper().value();
        double x = axis.number().apply(cell) + shift;
        double error = value.printsError() ? value.standardError() : 0;
        curve.add(
            x, x, x, value.meanLength(), value.meanLength() - error, value.meanLength() + error);
      }
    }
    if (curve.isEmpty()) {
      return;
    }
    int index = points.getSeriesCount();
    points.addSeries(curve);
    renderer.setSeriesPaint(index, ChartStyle.colour(series.index()));
    renderer.setSeriesLinesVisible(index, false);
    renderer.setSeriesShape(index, ChartStyle.mark(series.index()));
    renderer.setSeriesShapesFilled(index, false);
    renderer.setSeriesOutlineStroke(index, ChartStyle.stroke(ChartStyle.CURVE));
  }

  private FigureKey legend() {
    List<FigureLegend.Key> samples = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      samples.add(
          FigureLegend.Key.line(
              ChartStyle.colour(i),
              ChartStyle.stroke(ChartStyle.CURVE),
              ChartStyle.mark(i),
              keys.get(i)));
    }
    if (hasPapers()) {
      samples.add(
          FigureLegend.Key.mark(ChartStyle.INK, ChartStyle.mark(0), false, "hollow: papers"));
    }
    return new FigureLegend(samples);
  }

  private boolean hasPapers() {
    return table.cells().stream().anyMatch(cell -> cell.paper() != null);
  }

  private String caption() {
    String networks = range(cell -> cell.length().groups());
    return ("Mean length on which the loss is convex around the weights, over %s random lines %s."
            + " Bars: one standard error, over %s.%s%s")
        .formatted(
            range(cell -> cell.length().count()),
            networks.equals("1")
                ? "of one network a point"
                : "of %s networks a point".formatted(networks),
            networks.equals("1") ? "lines" : "networks and lines",
            keys.stream().anyMatch(key -> key.contains("k = "))
                ? " k: factor of the number of channels."
                : "",
            hasPapers() ? " Hollow marks: what the papers print." : "");
  }

  private FigureData data() {
    List<List<Object>> rows = new ArrayList<>();
    for (LengthCell cell : table.cells()) {
      NetworkLabel label = cell.label();
      PaperValue paper = cell.paper() == null ? null : cell.paper().value();
      rows.add(
          List.of(
              known(label.name() == null ? label.skipConnections() : label.words()),
              known(label.depth()),
              known(label.width()),
              known(label.epoch()),
              cell.length().mean(),
              cell.length().standardError(),
              cell.length().groups(),
              cell.length().count(),
              paper == null ? "" : paper.meanLength(),
              paper == null || !paper.printsError() ? "" : paper.standardError()));
    }
    return new FigureData(
        List.of(
            table.named() ? "network" : "skip_connections",
            "depth",
            "width",
            "epoch",
            "length",
            "standard_error",
            "networks",
            "lines",
            "paper",
            "paper_standard_error"),
        rows);
  }

  private static Object known(Object value) {
    return value == null ? "" : value;
  }

  private String range(ToIntFunction<LengthCell> number) {
    IntSummaryStatistics numbers = table.cells().stream().mapToInt(number).summaryStatistics();
    return numbers.getMin() == numbers.getMax()
        ? Integer.toString(numbers.getMin())
        : numbers.getMin() + " to " + numbers.getMax();
  }

  private static List<LengthCell> select(List<LengthCell> cells, Predicate<LengthCell> which) {
    return cells.stream().filter(which).toList();
  }

  private static SortedSet<Integer> distinct(
      List<LengthCell> cells, Function<LengthCell, Integer> number) {
    SortedSet<Integer> numbers = new TreeSet<>();
    cells.forEach(cell -> numbers.add(number.apply(cell)));
    return numbers;
  }

  private static double error(double standardError) {
    return Double.isNaN(standardError) ? 0 : standardError;
  }
}
