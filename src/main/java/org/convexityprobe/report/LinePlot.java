package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.ScanGrid;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Scanned lines laid over one another: the part around the centre where a line is convex is thick
 * and dark, the rest thin and light, and a dot marks where a violation ends convexity.
 */
public final class LinePlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;

  private final List<LineScan> lines;
  private final boolean logarithmic;

  private LinePlot(List<LineScan> lines, boolean logarithmic) {
    this.lines = List.copyOf(lines);
    this.logarithmic = logarithmic;
  }

  /**
   * Plots lines.
   *
   * @param title what was probed
   * @param lines at least one line
   * @param logarithmic whether the loss is drawn on a logarithmic axis; values that are not
   *     positive become gaps, as NaN and infinite ones always do
   */
  public static Figure of(String title, List<LineScan> lines, boolean logarithmic) {
    LinePlot plot = new LinePlot(lines, logarithmic);
    return new Figure(title, List.of(plot.chart("")), WIDTH, HEIGHT, plot.caption());
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

  private XYChart chart(String chartTitle) {
    XYChart chart = ChartStyle.chart(chartTitle, "position λ along the direction", "loss φ(λ)");
    // XChart puts ticks on evenly spaced data instead of on round numbers; uneven ends prevent it.
    ScanGrid grid = lines.get(0).grid();
    double end = grid.length() / 2 + 0.3 * grid.spacing();
    chart.getStyler().setXAxisMin(-end).setXAxisMax(end);
    chart.getStyler().setXAxisDecimalPattern("0.0##");
    chart.getStyler().setYAxisLogarithmic(logarithmic);
    chart.getStyler().setMarkerSize(5);
    if (drawnValues() == 0) {
      throw new IllegalArgumentException(
          "nothing to draw: no line has a finite%s value"
              .formatted(logarithmic ? " positive" : ""));
    }
    boolean first = true;
    for (LineScan scan : lines) {
      XYSeries whole = add(chart, "whole line", scan, 0, scan.lambdas().size() - 1, first);
      whole.setLineColor(ChartStyle.FAINT).setLineStyle(ChartStyle.stroke(0.8f));
      first = false;
    }
    first = true;
    for (LineScan scan : lines) {
      if (scan.length() > 0) {
        int from = indexOf(scan, scan.run().left());
        int to = indexOf(scan, scan.run().right());
        XYSeries convex = add(chart, "convex around the centre", scan, from, to, first);
        convex.setLineColor(ChartStyle.INK).setLineStyle(ChartStyle.stroke(1.5f));
        first = false;
      }
    }
    addEnds(chart);
    return chart;
  }

  private XYSeries add(
      XYChart chart, String name, LineScan scan, int from, int to, boolean inLegend) {
    double[] x = new double[to - from + 1];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = scan.lambdas().get(from + i);
      y[i] = drawn(scan.values().get(from + i));
    }
    String unique = inLegend ? name : name + " " + scan.line();
    XYSeries series = chart.addSeries(unique, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(inLegend);
    return series;
  }

  private void addEnds(XYChart chart) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (LineScan scan : lines) {
      boolean somewhere = scan.length() > 0;
      if (scan.run().violatedLeft()) {
        addEnd(scan, scan.run().left(), x, y);
      }
      // A line that is concave in its centre has one dot there, not two.
      if (scan.run().violatedRight() && somewhere) {
        addEnd(scan, scan.run().right(), x, y);
      }
    }
    if (!x.isEmpty()) {
      XYSeries ends = chart.addSeries("end of convexity", x, y);
      ends.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      ends.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(ChartStyle.ACCENT);
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

  private long drawnValues() {
    return lines.stream()
        .flatMap(scan -> scan.values().stream())
        .filter(value -> !Double.isNaN(drawn(value)))
        .count();
  }

  private String caption() {
    Estimate length =
        Bootstrap.DEFAULT.mean(lines.stream().mapToDouble(LineScan::length).toArray());
    long nonFinite =
        lines.stream().flatMap(s -> s.values().stream()).filter(v -> !Double.isFinite(v)).count();
    return String.format(
        Locale.ROOT,
        "%d random lines of length %s. Convexity length %s (mean ± standard error; bootstrap 95 %%"
            + " interval %s to %s). %d of %d second differences undecided.%s",
        lines.size(),
        Numbers.fixed(lines.get(0).grid().length(), 2),
        Numbers.withError(length),
        Numbers.fixed(length.lower(), 3),
        Numbers.fixed(length.upper(), 3),
        lines.stream().mapToInt(LineScan::undecided).sum(),
        lines.stream().mapToInt(scan -> scan.verdicts().size()).sum(),
        nonFinite == 0 ? "" : " " + nonFinite + " values are not finite and left out.");
  }
}
