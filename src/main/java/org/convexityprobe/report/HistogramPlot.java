package org.convexityprobe.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Histograms of several samples over common bins, in panels side by side. */
public final class HistogramPlot {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 420;
  private static final int BINS = 30;
  private static final int FILL = 70;

  private HistogramPlot() {}

  /**
   * A sample.
   *
   * @param name in the legend
   * @param values at least one, none negative
   */
  public record Sample(String name, List<Double> values) {
    /** Checks and copies the values. */
    public Sample {
      values = List.copyOf(values);
      if (values.isEmpty() || values.stream().anyMatch(value -> !(value >= 0))) {
        throw new IllegalArgumentException(
            "sample %s of %d values; expected at least one, and none negative"
                .formatted(name, values.size()));
      }
    }
  }

  /**
   * A panel.
   *
   * @param title over it
   * @param xTitle what the values are
   * @param samples at least one
   */
  public record Panel(String title, String xTitle, List<Sample> samples) {
    /** Copies the samples. */
    public Panel {
      samples = List.copyOf(samples);
    }
  }

  /** Draws the panels. */
  public static Figure of(String title, List<Panel> panels, String caption) {
    List<XYChart> charts = new ArrayList<>();
    panels.forEach(panel -> charts.add(chart(panel)));
    return new Figure(title, charts, WIDTH, HEIGHT, caption);
  }

  private static XYChart chart(Panel panel) {
    XYChart chart = ChartStyle.chart(panel.title, panel.xTitle, "number of values");
    double end =
        panel.samples.stream()
            .flatMap(sample -> sample.values.stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElseThrow();
    double width = (end > 0 ? end : 1) / BINS;
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.01 * BINS * width).setYAxisMin(0.0);
    chart.getStyler().setXAxisDecimalPattern("#0.###").setYAxisDecimalPattern("#0.#");
    for (int i = 0; i < panel.samples.size(); i++) {
      Sample sample = panel.samples.get(i);
      add(chart, sample.name, counts(sample.values, width), width, CurvePlot.colour(i));
    }
    return chart;
  }

  /** Returns how many values each bin has; the last bin has its upper end too. */
  static int[] counts(List<Double> values, double width) {
    int[] counts = new int[BINS];
    values.forEach(value -> counts[Math.min(BINS - 1, (int) (value / width))]++);
    return counts;
  }

  /** Draws bars as one outline, which shows the bars of the other samples behind it. */
  private static void add(XYChart chart, String name, int[] counts, double width, Color colour) {
    double[] x = new double[2 * counts.length + 2];
    double[] y = new double[x.length];
    x[x.length - 1] = counts.length * width;
    for (int bin = 0; bin < counts.length; bin++) {
      x[2 * bin + 1] = bin * width;
      x[2 * bin + 2] = (bin + 1) * width;
      Arrays.fill(y, 2 * bin + 1, 2 * bin + 3, counts[bin]);
    }
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour).setLineStyle(ChartStyle.stroke(1.4f));
    series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FILL));
  }
}
