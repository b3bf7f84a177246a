package org.convexityprobe.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Mean convexity length against epoch, one series a width and one chart a depth, with error bars of
 * one standard error.
 */
public final class WidthPlot {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 360;

  /** Light to dark with the width, from a palette that the colour-blind can tell apart. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0xE6, 0x9F, 0x00),
          new Color(0x00, 0x9E, 0x73),
          new Color(0x00, 0x72, 0xB2),
          new Color(0x88, 0x22, 0x55),
          ChartStyle.INK);

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_DOWN);

  private WidthPlot() {}

  /**
   * Plots a table.
   *
   * @param title what was probed
   * @param table a table of at least one cell
   */
  public static Figure of(String title, LengthTable table) {
    if (table.cells().isEmpty()) {
      throw new IllegalArgumentException("nothing to draw: the table has no cells");
    }
    List<XYChart> charts = table.blocks().stream().map(block -> chart(block, table)).toList();
    String networks = range(table, cell -> cell.length().groups());
    String caption =
        ("Mean length on which the loss is convex around the weights, over %s random lines %s."
                + " Bars: one standard error, over %s. k: factor of the number of channels.")
            .formatted(
                range(table, cell -> cell.length().count()),
                networks.equals("1")
                    ? "of one network a point"
                    : "of %s networks a point".formatted(networks),
                networks.equals("1") ? "lines" : "networks and lines");
    return new Figure(title, charts, WIDTH, HEIGHT, caption);
  }

  private static String range(LengthTable table, ToIntFunction<LengthCell> number) {
    IntSummaryStatistics numbers = table.cells().stream().mapToInt(number).summaryStatistics();
    return numbers.getMin() == numbers.getMax()
        ? Integer.toString(numbers.getMin())
        : numbers.getMin() + " to " + numbers.getMax();
  }

  private static XYChart chart(LengthTable.Block block, LengthTable table) {
    XYChart chart = ChartStyle.chart(block.title(), "epoch", "convexity length L");
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(highest(table)).setMarkerSize(8);
    chart.getStyler().setErrorBarsColorSeriesColor(true);
    List<Integer> epochs = List.copyOf(block.epochs());
    double spread = epochs.get(epochs.size() - 1) - epochs.get(0);
    double margin = spread == 0 ? 1 : 0.05 * spread;
    chart.getStyler().setXAxisMin(epochs.get(0) - margin);
    chart.getStyler().setXAxisMax(epochs.get(epochs.size() - 1) + margin);
    int index = 0;
    for (int width : block.widths()) {
      // Beside each other, not over each other, where several widths have one epoch in common.
      double offset = (index - (block.widths().size() - 1) / 2.0) * 0.012 * Math.max(spread, 1);
      add(chart, block, width, index, offset);
      index++;
    }
    return chart;
  }

  private static void add(
      XYChart chart, LengthTable.Block block, int width, int index, double offset) {
    SortedMap<Integer, LengthCell> cells = new TreeMap<>();
    for (int epoch : block.epochs()) {
      block.cell(epoch, width).ifPresent(cell -> cells.put(epoch, cell));
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    cells.forEach(
        (epoch, cell) -> {
          x.add(epoch + offset);
          y.add(cell.length().mean());
          double error = cell.length().standardError();
          errors.add(Double.isNaN(error) ? 0 : error);
        });
    XYSeries series = chart.addSeries("k = " + width, x, y, errors);
    Color colour = COLOURS.get(index % COLOURS.size());
    series.setLineColor(colour).setLineStyle(ChartStyle.stroke(1.4f));
    series.setMarker(MARKERS.get(index % MARKERS.size())).setMarkerColor(colour);
  }

  private static double highest(LengthTable table) {
    double highest =
        table.cells().stream()
            .map(LengthCell::length)
            .mapToDouble(e -> e.mean() + (e.count() > 1 ? e.standardError() : 0))
            .max()
            .orElse(1);
    return highest > 1 ? 1.05 * highest : 1.05;
  }
}
