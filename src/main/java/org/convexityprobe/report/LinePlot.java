package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.ScanGrid;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Scanned lines laid over one another, dark where they are convex around the weights and light
 * beyond, and under them a strip with a bar for each line, which shows the verdict on each point.
 * Checkpoints that are compared lie beside each other, with the same limits.
 */
public final class LinePlot {
  /** Most lines of a checkpoint; those beyond are not drawn. */
  private static final int MOST = 50;

  /** Heights of the curves and of the axis, in points. */
  private static final double CURVES = 130;

  private static final double AXIS = 30;

  private static final double DOT = 1.1;

  private static final int COLUMNS = 3;

  /** Up to so many, lines have a colour each. */
  private static final int COLOURED = 6;

  private static final Color BEYOND = new Color(0xA0, 0xA8, 0xB4);

  private final Map<String, List<LineScan>> networks;
  private final boolean logarithmic;

  private LinePlot(Map<String, List<LineScan>> networks, boolean logarithmic) {
    this.networks = new LinkedHashMap<>();
    networks.forEach(
        (name, lines) -> this.networks.put(name, lines.subList(0, Math.min(lines.size(), MOST))));
    this.logarithmic = logarithmic;
  }

  /**
   * Plots the lines of one checkpoint; of very many, the first ones, as the caption says then.
   *
   * @param title what was probed
   * @param lines at least one line
   * @param logarithmic whether the loss is drawn on a logarithmic axis; values that are not
   *     positive become gaps, as NaN and infinite ones always do
   */
  public static Figure of(String title, List<LineScan> lines, boolean logarithmic) {
    return of(title, Map.of("", lines), logarithmic);
  }

  /** Plots checkpoints side by side, each by its name. */
  public static Figure of(String title, Map<String, List<LineScan>> networks, boolean logarithmic) {
    LinePlot plot = new LinePlot(networks, logarithmic);
    List<FigurePanel> panels = new ArrayList<>();
    plot.networks.forEach((name, lines) -> panels.add(plot.panel(name, lines)));
    String caption = networks.size() == 1 ? plot.caption(first(networks)) : plot.caption();
    return new Figure(title, panels, COLUMNS, VerdictStrip.LEGEND, caption, plot.data());
  }

  private static List<LineScan> first(Map<String, List<LineScan>> networks) {
    return networks.values().iterator().next();
  }

  /** Returns whether the losses span so many orders of magnitude that a logarithmic axis helps. */
  public static boolean needsLogarithm(Collection<LineScan> lines) {
    double[] finite =
        lines.stream()
            .flatMap(scan -> scan.values().stream())
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return finite.length > 0 && finite[0] > 0 && finite[finite.length - 1] / finite[0] > 100;
  }

  private FigurePanel panel(String name, List<LineScan> lines) {
    ScanGrid grid = lines.get(0).grid();
    double end = grid.length() / 2;
    RoundAxis lambda = RoundAxis.linear("position λ along the direction", -end, end);
    CombinedDomainXYPlot both = new CombinedDomainXYPlot(lambda);
    ChartStyle.style(both);
    both.setGap(4);
    both.setInsets(RectangleInsets.ZERO_INSETS);
    double strip = VerdictStrip.height(lines);
    int share = (int) Math.round(100 * strip / (CURVES + strip));
    both.add(curves(lines), 100 - share);
    both.add(VerdictStrip.of(lines), share);
    return ChartPanel.ofHeight(name, both, CURVES + strip + AXIS);
  }

  private XYPlot curves(List<LineScan> lines) {
    DoubleSummaryStatistics range = range();
    double margin = 0.03 * (range.getMax() - range.getMin());
    double least = margin == 0 ? Math.max(1e-9, 0.05 * Math.abs(range.getMin())) : margin;
    XYPlot plot =
        ChartStyle.plot(
            null,
            RoundAxis.of("loss φ(λ)", range.getMin() - least, range.getMax() + least, logarithmic));
    DefaultXYDataset curves = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    for (LineScan scan : lines) {
      add(curves, renderer, scan, 0, scan.lambdas().size() - 1, BEYOND);
    }
    for (int i = 0; i < lines.size(); i++) {
      LineScan scan = lines.get(i);
      if (scan.length() > 0) {
        int from = indexOf(scan, scan.run().left());
        int to = indexOf(scan, scan.run().right());
        add(curves, renderer, scan, from, to, colour(i, lines));
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      addEnds(curves, renderer, lines.get(i), colour(i, lines));
    }
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    plot.setDataset(curves);
    plot.setRenderer(renderer);
    return plot;
  }

  private static Color colour(int index, List<LineScan> lines) {
    return lines.size() > COLOURED ? ChartStyle.INK : ChartStyle.colour(index);
  }

  private DoubleSummaryStatistics range() {
    DoubleSummaryStatistics drawn =
        networks.values().stream()
            .flatMap(List::stream)
            .flatMap(scan -> scan.values().stream())
            .mapToDouble(this::drawn)
            .filter(Double::isFinite)
            .summaryStatistics();
    if (drawn.getCount() == 0) {
      throw new IllegalArgumentException(
          "nothing to draw: no line has a finite%s value"
              .formatted(logarithmic ? " positive" : ""));
    }
    return drawn;
  }

  private void add(
      DefaultXYDataset curves,
      XYLineAndShapeRenderer renderer,
      LineScan scan,
      int from,
      int to,
      Color colour) {
    double[] x = new double[to - from + 1];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = scan.lambdas().get(from + i);
      y[i] = drawn(scan.values().get(from + i));
    }
    int series = curves.getSeriesCount();
    curves.addSeries("curve " + series, new double[][] {x, y});
    renderer.setSeriesPaint(series, colour);
    renderer.setSeriesStroke(series, ChartStyle.stroke(0.6f));
  }

  /** Puts a dot where a violation ends the interval. */
  private void addEnds(
      DefaultXYDataset curves, XYLineAndShapeRenderer renderer, LineScan scan, Color colour) {
    List<Double> places = new ArrayList<>();
    if (scan.run().violatedLeft()) {
      places.add(scan.run().left());
    }
    // A line without any interval has one dot, not two.
    if (scan.run().violatedRight() && scan.length() > 0) {
      places.add(scan.run().right());
    }
    if (places.isEmpty()) {
      return;
    }
    double[] x = places.stream().mapToDouble(Double::doubleValue).toArray();
    double[] y =
        places.stream()
            .mapToDouble(place -> drawn(scan.values().get(indexOf(scan, place))))
            .toArray();
    int series = curves.getSeriesCount();
    curves.addSeries("ends " + series, new double[][] {x, y});
    Shape dot = new Ellipse2D.Double(-DOT, -DOT, 2 * DOT, 2 * DOT);
    renderer.setSeriesLinesVisible(series, false);
    renderer.setSeriesShapesVisible(series, true);
    renderer.setSeriesShape(series, dot);
    renderer.setSeriesPaint(series, colour);
  }

  private static int indexOf(LineScan scan, double lambda) {
    return scan.lambdas().indexOf(lambda == 0 ? 0.0 : lambda);
  }

  /** Returns a value as plotted; NaN leaves a gap. */
  private double drawn(double value) {
    if (!Double.isFinite(value) || (logarithmic && value <= 0)) {
      return Double.NaN;
    }
    return logarithmic ? Math.log10(value) : value;
  }

  private FigureData data() {
    List<List<Object>> rows = new ArrayList<>();
    networks.forEach(
        (name, lines) -> {
          for (LineScan scan : lines) {
            for (int i = 0; i < scan.lambdas().size(); i++) {
              double lambda = scan.lambdas().get(i);
              boolean inner = i > 0 && i < scan.lambdas().size() - 1;
              boolean inside = lambda >= scan.run().left() && lambda <= scan.run().right();
              rows.add(
                  List.of(
                      name,
                      scan.line(),
                      lambda,
                      scan.values().get(i),
                      inner ? scan.verdicts().get(i - 1).name().toLowerCase(Locale.ROOT) : "",
                      inside));
            }
          }
        });
    return new FigureData(
        List.of("network", "line", "lambda", "loss", "verdict", "inside_length"), rows);
  }

  private String caption() {
    return "Random lines around the weights (λ = 0)." + HOW + " L ± one standard error over lines.";
  }

  private static final String HOW =
      " Dark: the longest part around λ = 0 in which no second difference is concave; dots: where a"
          + " violation ends it. Below, a bar for each line: the verdict on each point and its"
          + " neighbours, framed where the dark part is.";

  private String caption(List<LineScan> all) {
    LengthSummary summary = LengthSummary.of(all, Bootstrap.DEFAULT);
    List<LineScan> lines = first(networks);
    long nonFinite =
        lines.stream().flatMap(s -> s.values().stream()).filter(v -> !Double.isFinite(v)).count();
    return String.format(
        Locale.ROOT,
        "%d random lines of length %s%s.%s L, its mean length, is"
            + " %s (± standard error; bootstrap 95 %% interval %s to %s).%s Of %d second"
            + " differences of neighbouring points%s, %d are neither convex nor concave beyond the"
            + " noise.%s",
        all.size(),
        Numbers.fixed(all.get(0).grid().length(), 2),
        lines.size() == all.size() ? "" : ", of which the first " + lines.size() + " are drawn",
        HOW,
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
        summary.points(),
        all.get(0).evidence() == null ? "" : " in the intervals of L",
        summary.undecided(),
        nonFinite == 0 ? "" : " " + nonFinite + " values are not finite and left out.");
  }
}
