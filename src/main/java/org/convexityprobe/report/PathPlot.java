package org.convexityprobe.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.Verdict;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * The loss along segments that end in one point, laid over one another, with dots where one is
 * concave; later starts are darker.
 */
public final class PathPlot {
  /** Most segments that are named below the chart. */
  private static final int LEGEND = 12;

  /** Most segments in one chart. */
  private static final int MOST = 24;

  private static final double SHAPE = 0.5;

  /** The lightest colours of heights do not show on white. */
  private static final double LIGHTEST = 0.25;

  private final Map<String, LineScan> segments;
  private final List<String> drawn = new ArrayList<>();
  private final boolean logarithmic;

  private PathPlot(Map<String, LineScan> segments) {
    this.segments = segments;
    this.logarithmic = LinePlot.needsLogarithm(segments.values());
    List<String> names = List.copyOf(segments.keySet());
    int count = Math.min(MOST, names.size());
    for (int i = 0; i < count; i++) {
      // Evenly chosen if there are too many, the first and the last among them.
      drawn.add(names.get(count == 1 ? 0 : i * (names.size() - 1) / (count - 1)));
    }
  }

  /**
   * Plots segments.
   *
   * @param title what they are
   * @param segments at least one scanned segment, by the name of its start
   * @param destination the name of the end
   */
  public static Figure of(String title, Map<String, LineScan> segments, String destination) {
    PathPlot plot = new PathPlot(segments);
    return new Figure(
        title,
        List.of(ChartPanel.of("", plot.chart(), SHAPE)),
        1,
        segments.size() <= LEGEND ? plot.legend() : FigureKey.NONE,
        plot.caption(destination),
        plot.data());
  }

  private XYPlot chart() {
    DoubleSummaryStatistics range =
        segments.values().stream()
            .flatMap(scan -> scan.values().stream())
            .mapToDouble(this::plotted)
            .filter(Double::isFinite)
            .summaryStatistics();
    if (range.getCount() == 0) {
      throw new IllegalArgumentException("nothing to draw: no segment has a finite value");
    }
    double extent = range.getMax() - range.getMin();
    List<Double> first = segments.values().iterator().next().lambdas();
    double margin = extent > 0 ? 0.04 * extent : 0.5;
    XYPlot plot =
        ChartStyle.plot(
            RoundAxis.linear(
                "λ (start at −½, end at ½)", first.get(0), first.get(first.size() - 1)),
            RoundAxis.of("loss", range.getMin() - margin, range.getMax() + margin, logarithmic));
    DefaultXYDataset curves = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    for (int i = 0; i < drawn.size(); i++) {
      add(curves, renderer, segments.get(drawn.get(i)), i);
    }
    plot.setDataset(curves);
    plot.setRenderer(renderer);
    return plot;
  }

  private void add(
      DefaultXYDataset curves, XYLineAndShapeRenderer renderer, LineScan scan, int index) {
    int points = scan.lambdas().size();
    double[] x = new double[points];
    double[] y = new double[points];
    double[] dots = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = scan.lambdas().get(i);
      y[i] = plotted(scan.values().get(i));
      boolean inside = i > 0 && i < points - 1;
      dots[i] = inside && scan.verdicts().get(i - 1) == Verdict.CONCAVE ? y[i] : Double.NaN;
    }
    int line = curves.getSeriesCount();
    curves.addSeries("segment " + index, new double[][] {x, y});
    renderer.setSeriesPaint(line, colour(index));
    renderer.setSeriesStroke(line, stroke(index));
    if (concave(scan) > 0) {
      curves.addSeries("concave " + index, new double[][] {x, dots});
      renderer.setSeriesLinesVisible(line + 1, false);
      renderer.setSeriesShapesVisible(line + 1, true);
      renderer.setSeriesShape(line + 1, new Ellipse2D.Double(-1.3, -1.3, 2.6, 2.6));
      renderer.setSeriesPaint(line + 1, colour(index));
    }
  }

  private Color colour(int index) {
    double share = drawn.size() == 1 ? 1 : (double) index / (drawn.size() - 1);
    return ChartStyle.height(LIGHTEST + (1 - LIGHTEST) * share);
  }

  /** Few segments are told apart by dashes too. */
  private BasicStroke stroke(int index) {
    return drawn.size() <= LEGEND
        ? ChartStyle.dashes(index, ChartStyle.CURVE)
        : ChartStyle.stroke(ChartStyle.CURVE);
  }

  private FigureKey legend() {
    List<FigureLegend.Key> keys = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      keys.add(FigureLegend.Key.line(colour(i), stroke(i), null, "from " + drawn.get(i)));
    }
    return new FigureLegend(keys);
  }

  private double plotted(double value) {
    if (!Double.isFinite(value) || (logarithmic && value <= 0)) {
      return Double.NaN;
    }
    return logarithmic ? Math.log10(value) : value;
  }

  private String caption(String destination) {
    List<LineScan> scans = List.copyOf(segments.values());
    return String.format(
        Locale.ROOT,
        "Segments from %s to %s: %d points each. Darker lines start later."
            + " Dots: concave by more than the noise (%d of %d points).%s%s",
        segments.keySet().iterator().next()
            + (segments.size() == 1 ? "" : " and " + (segments.size() - 1) + " more"),
        destination,
        scans.get(0).lambdas().size(),
        scans.stream().mapToLong(PathPlot::concave).sum(),
        scans.stream().mapToLong(scan -> scan.verdicts().size()).sum(),
        logarithmic ? " Logarithmic scale." : "",
        drawn.size() == segments.size()
            ? ""
            : " Drawn: %d of %d.".formatted(drawn.size(), segments.size()));
  }

  private FigureData data() {
    List<List<Object>> rows = new ArrayList<>();
    segments.forEach(
        (name, scan) -> {
          int last = scan.lambdas().size() - 1;
          for (int i = 0; i <= last; i++) {
            String verdict =
                i == 0 || i == last
                    ? ""
                    : scan.verdicts().get(i - 1).name().toLowerCase(Locale.ROOT);
            rows.add(List.of(name, scan.lambdas().get(i), scan.values().get(i), verdict));
          }
        });
    return new FigureData(List.of("start", "lambda", "loss", "verdict"), rows);
  }

  private static long concave(LineScan scan) {
    return scan.verdicts().stream().filter(verdict -> verdict == Verdict.CONCAVE).count();
  }
}
