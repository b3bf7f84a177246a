package org.convexityprobe.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.ScanGrid;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Scanned lines laid over one another, five in a chart as in the papers: the interval of L is
 * thick, the rest thin, and a dot marks where a violation ends the interval. All charts have the
 * same limits.
 */
public final class LinePlot {
  /** Lines in a chart. */
  private static final int OVERLAPPED = 5;

  /** Most charts; lines beyond them are not drawn. */
  private static final int CHARTS = 6;

  private static final int COLUMNS = 3;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int PANEL = 330;

  private final List<LineScan> lines;
  private final boolean logarithmic;

  private LinePlot(List<LineScan> lines, boolean logarithmic) {
    this.lines = List.copyOf(lines);
    this.logarithmic = logarithmic;
  }

  /**
   * Plots lines; of very many, the first ones, as the caption says then.
   *
   * @param title what was probed
   * @param lines at least one line
   * @param logarithmic whether the loss is drawn on a logarithmic axis; values that are not
   *     positive become gaps, as NaN and infinite ones always do
   */
  public static Figure of(String title, List<LineScan> lines, boolean logarithmic) {
    LinePlot plot =
        new LinePlot(lines.subList(0, Math.min(lines.size(), CHARTS * OVERLAPPED)), logarithmic);
    String caption = plot.caption(lines);
    if (lines.size() <= OVERLAPPED) {
      return new Figure(title, List.of(plot.chart("", plot.lines)), WIDTH, HEIGHT, caption);
    }
    List<XYChart> charts = new ArrayList<>();
    for (int first = 0; first < plot.lines.size(); first += OVERLAPPED) {
      List<LineScan> part =
          plot.lines.subList(first, Math.min(first + OVERLAPPED, plot.lines.size()));
      String name =
          part.size() == 1
              ? "line %d".formatted(part.get(0).line())
              : "lines %d to %d".formatted(part.get(0).line(), part.get(part.size() - 1).line());
      charts.add(plot.chart(name, part));
    }
    return new Figure(title, charts, COLUMNS, PANEL, PANEL, caption);
  }

  /** Returns whether the losses span so many orders of magnitude that a logarithmic axis helps. */
  public static boolean needsLogarithm(List<LineScan> lines) {
    double[] finite =
        lines.stream()
            .flatMap(scan -> scan.values().stream())
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return finite.length > 0 && finite[0] > 0 && finite[finite.length - 1] / finite[0] > 100;
  }

  private XYChart chart(String chartTitle, List<LineScan> part) {
    XYChart chart = ChartStyle.chart(chartTitle, "position λ along the direction", "loss φ(λ)");
    // XChart puts ticks on evenly spaced data instead of on round numbers; uneven ends prevent it.
    ScanGrid grid = lines.get(0).grid();
    double end = grid.length() / 2 + 0.3 * grid.spacing();
    chart.getStyler().setXAxisMin(-end).setXAxisMax(end);
    chart.getStyler().setXAxisDecimalPattern("0.0##");
    chart.getStyler().setYAxisLogarithmic(logarithmic);
    chart.getStyler().setMarkerSize(5).setLegendVisible(false);
    setLimits(chart);
    for (int i = 0; i < part.size(); i++) {
      LineScan scan = part.get(i);
      Color colour = CurvePlot.colour(i);
      add(chart, "line " + i, scan, 0, scan.lambdas().size() - 1)
          .setLineColor(colour)
          .setLineStyle(ChartStyle.stroke(0.6f));
      if (scan.length() > 0) {
        int from = indexOf(scan, scan.run().left());
        int to = indexOf(scan, scan.run().right());
        add(chart, "convex " + i, scan, from, to)
            .setLineColor(colour)
            .setLineStyle(ChartStyle.stroke(2.2f));
      }
      addEnds(chart, "ends " + i, scan, colour);
    }
    return chart;
  }

  private void setLimits(XYChart chart) {
    DoubleSummaryStatistics drawn =
        lines.stream()
            .flatMap(scan -> scan.values().stream())
            .mapToDouble(this::drawn)
            .filter(Double::isFinite)
            .summaryStatistics();
    if (drawn.getCount() == 0) {
      throw new IllegalArgumentException(
          "nothing to draw: no line has a finite%s value"
              .formatted(logarithmic ? " positive" : ""));
    }
    if (drawn.getMin() < drawn.getMax()) {
      chart.getStyler().setYAxisMin(drawn.getMin()).setYAxisMax(drawn.getMax());
    }
  }

  private XYSeries add(XYChart chart, String name, LineScan scan, int from, int to) {
    double[] x = new double[to - from + 1];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = scan.lambdas().get(from + i);
      y[i] = drawn(scan.values().get(from + i));
    }
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    return series;
  }

  private void addEnds(XYChart chart, String name, LineScan scan, Color colour) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    if (scan.run().violatedLeft()) {
      addEnd(scan, scan.run().left(), x, y);
    }
    // A line without any interval has one dot, not two.
    if (scan.run().violatedRight() && scan.length() > 0) {
      addEnd(scan, scan.run().right(), x, y);
    }
    if (!x.isEmpty()) {
      XYSeries ends = chart.addSeries(name, x, y);
      ends.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      ends.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour);
    }
  }

  private void addEnd(LineScan scan, double lambda, List<Double> x, List<Double> y) {
    double value = drawn(scan.values().get(indexOf(scan, lambda)));
    if (!Double.isNaN(value)) {
      x.add(lambda);
      y.add(value);
    }
  }

  private static int indexOf(LineScan scan, double lambda) {
    return scan.lambdas().indexOf(lambda == 0 ? 0.0 : lambda);
  }

  /** Returns a value as drawn; NaN leaves a gap. */
  private double drawn(double value) {
    boolean drawable = Double.isFinite(value) && (!logarithmic || value > 0);
    return drawable ? value : Double.NaN;
  }

  private String caption(List<LineScan> all) {
    LengthSummary summary = LengthSummary.of(all, Bootstrap.DEFAULT);
    long nonFinite =
        lines.stream().flatMap(s -> s.values().stream()).filter(v -> !Double.isFinite(v)).count();
    return String.format(
        Locale.ROOT,
        "%d random lines of length %s%s. Thick: the longest part around λ = 0 that nothing"
            + " contradicts to be convex; dots: where a violation ends it. L, its mean length, is"
            + " %s (± standard error; bootstrap 95 %% interval %s to %s).%s Noise leaves %d of %d"
            + " second differences of neighbouring points undecided.%s",
        all.size(),
        Numbers.fixed(all.get(0).grid().length(), 2),
        lines.size() == all.size() ? "" : ", of which the first " + lines.size() + " are drawn",
        Numbers.withError(summary.length()),
        Numbers.fixed(summary.length().lower(), 3),
        Numbers.fixed(summary.length().upper(), 3),
        summary
            .populationRange()
            .map(
                range ->
                    String.format(
                        Locale.ROOT,
                        " L of all %,d training images: %s.",
                        range.population(),
                        Numbers.range(summary)))
            .orElse(""),
        summary.undecided(),
        summary.points(),
        nonFinite == 0 ? "" : " " + nonFinite + " values are not finite and left out.");
  }
}
