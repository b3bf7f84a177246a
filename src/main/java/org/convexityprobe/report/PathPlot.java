package org.convexityprobe.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.Verdict;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The loss along segments that end in one point, laid over one another, with dots where one is
 * concave; later starts are drawn thicker.
 */
public final class PathPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;

  /** Most segments that are named below the chart. */
  private static final int LEGEND = 6;

  /** Most segments in one chart. */
  private static final int MOST = 24;

  private static final float THINNEST = 0.8f;
  private static final float THICKEST = 2.6f;

  private PathPlot() {}

  /**
   * Plots segments.
   *
   * @param title what they are
   * @param segments at least one scanned segment, by the name of its start
   * @param destination the name of the end
   */
  public static Figure of(String title, Map<String, LineScan> segments, String destination) {
    List<LineScan> scans = List.copyOf(segments.values());
    boolean logarithmic = LinePlot.needsLogarithm(scans);
    if (scans.stream().flatMap(scan -> scan.values().stream()).noneMatch(Double::isFinite)) {
      throw new IllegalArgumentException("nothing to draw: no segment has a finite value");
    }
    XYChart chart = ChartStyle.chart("", "position λ on the segment, 1 at its end", "loss");
    chart.getStyler().setXAxisMin(-0.005).setXAxisMax(1.005);
    chart.getStyler().setXAxisDecimalPattern("0.0#");
    chart.getStyler().setYAxisLogarithmic(logarithmic).setMarkerSize(5);
    List<String> names = List.copyOf(segments.keySet());
    int drawn = Math.min(MOST, names.size());
    for (int i = 0; i < drawn; i++) {
      // Evenly chosen if there are too many, the first and the last among them.
      String name = names.get(drawn == 1 ? 0 : i * (names.size() - 1) / (drawn - 1));
      float width = THINNEST + (drawn == 1 ? 0 : (THICKEST - THINNEST) * i / (drawn - 1));
      add(chart, name, segments.get(name), i, width, logarithmic);
    }
    chart.getStyler().setLegendVisible(segments.size() <= LEGEND);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
    String caption =
        String.format(
            Locale.ROOT,
            "Segments from %s to %s: %d points each, λ = 0 at the start. Thicker lines start later."
                + " Dots: concave by more than the noise (%d of %d points).%s%s",
            segments.keySet().iterator().next()
                + (segments.size() == 1 ? "" : " and " + (segments.size() - 1) + " more"),
            destination,
            scans.get(0).lambdas().size(),
            scans.stream().mapToLong(PathPlot::concave).sum(),
            scans.stream().mapToLong(scan -> scan.verdicts().size()).sum(),
            logarithmic ? " Logarithmic scale." : "",
            drawn == names.size() ? "" : " Drawn: %d of %d.".formatted(drawn, names.size()));
    return new Figure(title, List.of(chart), WIDTH, HEIGHT, caption);
  }

  private static void add(
      XYChart chart, String name, LineScan scan, int index, float width, boolean logarithmic) {
    int points = scan.lambdas().size();
    double[] x = new double[points];
    double[] y = new double[points];
    double[] dots = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = (double) i / (points - 1);
      double value = scan.values().get(i);
      y[i] = Double.isFinite(value) && (!logarithmic || value > 0) ? value : Double.NaN;
      boolean inside = i > 0 && i < points - 1;
      dots[i] = inside && scan.verdicts().get(i - 1) == Verdict.CONCAVE ? y[i] : Double.NaN;
    }
    XYSeries line = chart.addSeries("from " + name, x, y);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(CurvePlot.colour(index)).setLineStyle(ChartStyle.stroke(width));
    if (concave(scan) > 0) {
      XYSeries concave = chart.addSeries("concave " + (index + 1), x, dots);
      concave.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      concave.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(CurvePlot.colour(index));
      concave.setShowInLegend(false);
    }
  }

  private static long concave(LineScan scan) {
    return scan.verdicts().stream().filter(verdict -> verdict == Verdict.CONCAVE).count();
  }
}
