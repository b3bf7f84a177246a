package org.convexityprobe.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lengths by convention, one chart a network, the papers' value as a line across it. */
public final class SensitivityPlot {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 360;

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00, 0x72, 0xB2), new Color(0x00, 0x9E, 0x73), new Color(0x88, 0x22, 0x55));

  private static final List<Marker> MARKERS =
      List.of(SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP);

  private SensitivityPlot() {}

  /**
   * Plots a study.
   *
   * @param rows at least one row
   */
  public static Figure of(List<SensitivityRow> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("nothing to draw: the study has no rows");
    }
    List<String> evaluations = distinct(rows.stream().map(SensitivityRow::evaluation).toList());
    List<XYChart> charts =
        SensitivityTable.byCheckpoint(rows).values().stream()
            .map(block -> chart(block, evaluations))
            .toList();
    String legend =
        IntStream.range(0, evaluations.size())
            .mapToObj(i -> (i + 1) + ": batch-norm " + evaluations.get(i))
            .collect(Collectors.joining("; "));
    return new Figure(
        "Convexity length by convention",
        charts,
        WIDTH,
        HEIGHT,
        "Series: how directions move biases, γ and β. Bars: one standard error. " + legend + ".");
  }

  private static XYChart chart(List<SensitivityRow> block, List<String> evaluations) {
    XYChart chart =
        ChartStyle.chart(block.get(0).network(), "evaluation (see caption)", "convexity length L");
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.05).setMarkerSize(8);
    chart.getStyler().setXAxisMin(0.5).setXAxisMax(evaluations.size() + 0.5);
    chart.getStyler().setErrorBarsColorSeriesColor(true);
    if (block.get(0).paper() != null) {
      addPaper(chart, block.get(0).paper(), evaluations.size());
    }
    List<String> directions =
        distinct(block.stream().map(SensitivityRow::normalizationDirection).toList());
    for (int i = 0; i < directions.size(); i++) {
      // Beside each other, not over each other.
      double offset = (i - (directions.size() - 1) / 2.0) * 0.12;
      add(chart, block, evaluations, directions.get(i), i, offset);
    }
    return chart;
  }

  private static void addPaper(XYChart chart, PaperValue paper, int evaluations) {
    XYSeries series =
        chart.addSeries(
            "papers",
            new double[] {0.5, evaluations + 0.5},
            new double[] {paper.meanLength(), paper.meanLength()});
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(ChartStyle.ACCENT).setLineStyle(ChartStyle.stroke(1.4f));
  }

  private static void add(
      XYChart chart,
      List<SensitivityRow> block,
      List<String> evaluations,
      String direction,
      int index,
      double offset) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (SensitivityRow row : block) {
      if (row.normalizationDirection().equals(direction)) {
        x.add(evaluations.indexOf(row.evaluation()) + 1 + offset);
        y.add(row.summary().length().mean());
        double error = row.summary().length().standardError();
        errors.add(Double.isNaN(error) ? 0 : error);
      }
    }
    XYSeries series = chart.addSeries(direction, x, y, errors);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(MARKERS.get(index % MARKERS.size()));
    series.setMarkerColor(COLOURS.get(index % COLOURS.size()));
    series.setLineColor(COLOURS.get(index % COLOURS.size())); // of its error bars
  }

  private static List<String> distinct(Collection<String> values) {
    return values.stream().distinct().toList();
  }
}
