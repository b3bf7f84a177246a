package org.convexityprobe.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** Histograms of several samples over common bins, in panels side by side. */
public final class HistogramPlot {
  private static final int COLUMNS = 3;
  private static final double SHAPE = 0.85;
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
    List<FigurePanel> charts = new ArrayList<>();
    Map<String, FigureLegend.Key> keys = new LinkedHashMap<>();
    List<List<Object>> rows = new ArrayList<>();
    for (Panel panel : panels) {
      charts.add(chart(panel));
      for (int i = 0; i < panel.samples.size(); i++) {
        Sample sample = panel.samples.get(i);
        keys.putIfAbsent(
            sample.name,
            FigureLegend.Key.line(
                ChartStyle.colour(i), ChartStyle.dashes(i, ChartStyle.CURVE), null, sample.name));
        sample.values.forEach(value -> rows.add(List.of(panel.title, sample.name, value)));
      }
    }
    return new Figure(
        title,
        charts,
        COLUMNS,
        new FigureLegend(List.copyOf(keys.values())),
        caption,
        new FigureData(List.of("panel", "sample", "value"), rows));
  }

  private static ChartPanel chart(Panel panel) {
    double end =
        panel.samples.stream()
            .flatMap(sample -> sample.values.stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElseThrow();
    double width = (end > 0 ? end : 1) / BINS;
    int most = 1;
    XYPlot plot = ChartStyle.plot(RoundAxis.linear(panel.xTitle, 0, 1.01 * BINS * width), null);
    for (int i = 0; i < panel.samples.size(); i++) {
      int[] counts = counts(panel.samples.get(i).values, width);
      most = Math.max(most, Arrays.stream(counts).max().orElseThrow());
      DefaultXYDataset bars = new DefaultXYDataset();
      bars.addSeries(panel.samples.get(i).name, outline(counts, width));
      plot.setDataset(i, bars);
      plot.setRenderer(i, renderer(i));
    }
    plot.setRangeAxis(RoundAxis.linear("number of values", 0, 1.05 * most));
    return ChartPanel.of(panel.title, plot, SHAPE);
  }

  private static XYAreaRenderer renderer(int index) {
    XYAreaRenderer renderer = new XYAreaRenderer(XYAreaRenderer.AREA);
    Color colour = ChartStyle.colour(index);
    renderer.setSeriesPaint(0, ChartStyle.faint(colour, FILL));
    renderer.setOutline(true);
    renderer.setSeriesOutlinePaint(0, colour);
    renderer.setSeriesOutlineStroke(0, ChartStyle.dashes(index, ChartStyle.CURVE));
    return renderer;
  }

  /** Returns how many values each bin has; the last bin has its upper end too. */
  static int[] counts(List<Double> values, double width) {
    int[] counts = new int[BINS];
    values.forEach(value -> counts[Math.min(BINS - 1, (int) (value / width))]++);
    return counts;
  }

  /** Returns bars as one outline, which shows the bars of the other samples behind it. */
  private static double[][] outline(int[] counts, double width) {
    double[] x = new double[2 * counts.length + 2];
    double[] y = new double[x.length];
    x[x.length - 1] = counts.length * width;
    for (int bin = 0; bin < counts.length; bin++) {
      x[2 * bin + 1] = bin * width;
      x[2 * bin + 2] = (bin + 1) * width;
      Arrays.fill(y, 2 * bin + 1, 2 * bin + 3, counts[bin]);
    }
    return new double[][] {x, y};
  }
}
