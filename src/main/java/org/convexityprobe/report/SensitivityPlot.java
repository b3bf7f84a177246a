package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Lengths by convention, one chart a network, the papers' value as a line across it. */
public final class SensitivityPlot {
  private static final int COLUMNS = 2;
  private static final double SHAPE = 0.7;

  /** Beside each other, not over each other: how far directions lie apart. */
  private static final double SHIFT = 0.12;

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
    List<String> directions =
        distinct(rows.stream().map(SensitivityRow::normalizationDirection).toList());
    List<FigurePanel> charts = new ArrayList<>();
    SensitivityTable.byCheckpoint(rows)
        .values()
        .forEach(block -> charts.add(chart(block, evaluations, directions)));
    return new Figure(
        "Convexity length by convention",
        charts,
        COLUMNS,
        legend(directions, rows.stream().anyMatch(row -> row.paper() != null)),
        "Marks: how directions move biases, γ and β. Bars: one standard error. Evaluations: "
            + numbered(evaluations)
            + ".",
        data(rows));
  }

  private static String numbered(List<String> evaluations) {
    return IntStream.range(0, evaluations.size())
        .mapToObj(i -> (i + 1) + ": batch-norm " + evaluations.get(i))
        .collect(Collectors.joining("; "));
  }

  private static ChartPanel chart(
      List<SensitivityRow> block, List<String> evaluations, List<String> directions) {
    XYIntervalSeriesCollection points = new XYIntervalSeriesCollection();
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(3);
    renderer.setErrorStroke(ChartStyle.stroke(0.7f));
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < directions.size(); i++) {
      XYIntervalSeries series = new XYIntervalSeries(directions.get(i));
      for (SensitivityRow row : block) {
        if (row.normalizationDirection().equals(directions.get(i))) {
          double shift = (i - (directions.size() - 1) / 2.0) * SHIFT;
          double x = evaluations.indexOf(row.evaluation()) + 1 + shift;
          double mean = row.summary().length().mean();
          double known = row.summary().length().standardError();
          double error = Double.isNaN(known) ? 0 : known;
          series.add(x, x, x, mean, mean - error, mean + error);
          low = Math.min(low, mean - error);
          high = Math.max(high, mean + error);
        }
      }
      points.addSeries(series);
      renderer.setSeriesPaint(i, ChartStyle.colour(i));
      renderer.setSeriesShape(i, ChartStyle.mark(i));
      renderer.setSeriesLinesVisible(i, false);
    }
    PaperValue paper = block.get(0).paper();
    if (paper != null) {
      low = Math.min(low, paper.meanLength());
      high = Math.max(high, paper.meanLength());
    }
    double margin = Math.max(0.08 * (high - low), 0.02);
    XYPlot plot =
        ChartStyle.plot(
            RoundAxis.at(
                "evaluation (see caption)",
                0.5,
                evaluations.size() + 0.5,
                IntStream.rangeClosed(1, evaluations.size()).boxed().toList()),
            RoundAxis.linear("convexity length L", low - margin, high + margin));
    if (paper != null) {
      plot.addRangeMarker(
          new ValueMarker(
              paper.meanLength(), ChartStyle.ACCENT, ChartStyle.dashes(1, ChartStyle.CURVE)),
          Layer.BACKGROUND);
    }
    plot.setDataset(points);
    plot.setRenderer(renderer);
    return ChartPanel.of(block.get(0).network(), plot, SHAPE);
  }

  private static FigureKey legend(List<String> directions, boolean papers) {
    List<FigureLegend.Key> keys = new ArrayList<>();
    for (int i = 0; i < directions.size(); i++) {
      keys.add(
          FigureLegend.Key.mark(ChartStyle.colour(i), ChartStyle.mark(i), true, directions.get(i)));
    }
    if (papers) {
      keys.add(
          FigureLegend.Key.line(
              ChartStyle.ACCENT, ChartStyle.dashes(1, ChartStyle.CURVE), null, "papers"));
    }
    return new FigureLegend(keys);
  }

  private static FigureData data(List<SensitivityRow> rows) {
    List<List<Object>> all = new ArrayList<>();
    for (SensitivityRow row : rows) {
      all.add(
          List.of(
              row.network(),
              row.evaluation(),
              row.normalizationDirection(),
              row.summary().length().mean(),
              row.summary().length().standardError(),
              row.paper() == null ? "" : row.paper().meanLength()));
    }
    return new FigureData(
        List.of("network", "batch_norm", "directions", "length", "standard_error", "paper"), all);
  }

  private static List<String> distinct(Collection<String> values) {
    return values.stream().distinct().toList();
  }
}
