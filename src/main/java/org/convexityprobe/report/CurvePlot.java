package org.convexityprobe.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves in panels side by side; a curve may have an interval, drawn as two faint lines. */
public final class CurvePlot {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 420;

  /** Distinct in lightness too. */
  private static final Color[] COLOURS = {
    ChartStyle.INK,
    ChartStyle.ACCENT,
    new Color(0x3A, 0x86, 0x8C),
    new Color(0x9A, 0x7B, 0x0A),
    new Color(0x84, 0x2C, 0x70),
    new Color(0x6C, 0x9B, 0xD2)
  };

  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CROSS
  };

  /** XChart labels powers of ten alone, so that a logarithmic axis wants two of them at least. */
  private static final double LOGARITHMIC_RANGE = 100;

  private CurvePlot() {}

  /** Returns the colour of a curve by its number; they repeat. */
  static Color colour(int index) {
    return COLOURS[index % COLOURS.length];
  }

  /**
   * A curve.
   *
   * @param name in the legend; empty for none
   * @param x positions
   * @param y values; those that are not finite leave gaps
   * @param lower lower ends of the interval, or empty
   * @param upper upper ends of the interval, or empty
   * @param marks whether each value is marked
   */
  public record Curve(
      String name,
      List<Double> x,
      List<Double> y,
      List<Double> lower,
      List<Double> upper,
      boolean marks) {
    /** Checks that the lengths agree. */
    public Curve {
      x = List.copyOf(x);
      y = List.copyOf(y);
      lower = List.copyOf(lower);
      upper = List.copyOf(upper);
      boolean banded = !lower.isEmpty() || !upper.isEmpty();
      if (x.isEmpty()
          || x.size() != y.size()
          || (banded && (lower.size() != x.size() || upper.size() != x.size()))) {
        throw new IllegalArgumentException(
            "curve %s: %d positions, %d values, %d and %d ends of intervals"
                .formatted(name, x.size(), y.size(), lower.size(), upper.size()));
      }
    }

    /** Returns a plain line. */
    public static Curve line(String name, List<Double> x, List<Double> y) {
      return new Curve(name, x, y, List.of(), List.of(), false);
    }
  }

  /**
   * A panel.
   *
   * @param title over it; empty for none
   * @param xTitle what the horizontal axis shows
   * @param yTitle what the vertical axis shows
   * @param logarithmicX whether the horizontal axis is logarithmic, where it spans enough for that
   * @param curves at least one
   */
  public record Panel(
      String title, String xTitle, String yTitle, boolean logarithmicX, List<Curve> curves) {
    /** Copies the curves. */
    public Panel {
      curves = List.copyOf(curves);
    }
  }

  /** Draws the panels. */
  public static Figure of(String title, List<Panel> panels, String caption) {
    List<XYChart> charts = new ArrayList<>();
    for (Panel panel : panels) {
      charts.add(chart(panel));
    }
    return new Figure(title, charts, WIDTH, HEIGHT, caption);
  }

  private static XYChart chart(Panel panel) {
    XYChart chart = ChartStyle.chart(panel.title, panel.xTitle, panel.yTitle);
    boolean logarithmic = isLogarithmic(panel);
    chart.getStyler().setXAxisLogarithmic(logarithmic);
    chart.getStyler().setMarkerSize(5);
    if (panel.curves.stream().filter(curve -> !curve.name.isEmpty()).count() > 2) {
      chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
    }
    if (!logarithmic) {
      setLimits(chart, panel);
    }
    setVerticalAxis(chart, panel);
    for (int i = 0; i < panel.curves.size(); i++) {
      Curve curve = panel.curves.get(i);
      Color colour = colour(i);
      if (!curve.lower.isEmpty()) {
        faint(chart, "lower " + i, curve.x, curve.lower, colour);
        faint(chart, "upper " + i, curve.x, curve.upper, colour);
      }
      String name = curve.name.isEmpty() ? "curve " + i : curve.name;
      XYSeries series = chart.addSeries(name, array(curve.x), array(curve.y));
      // Named curves are told apart by marks or widths too, for readers who do not see colours;
      // XChart begins dashes anew at each point, so that dense curves would hide them.
      boolean plain = curve.name.isEmpty() || curve.marks;
      float width = plain ? 1.4f : 0.8f + 0.6f * (i % COLOURS.length);
      series.setLineColor(colour).setLineStyle(ChartStyle.stroke(width));
      series.setMarker(curve.marks ? MARKERS[i % MARKERS.length] : SeriesMarkers.NONE);
      series.setMarkerColor(colour);
      series.setShowInLegend(!curve.name.isEmpty());
    }
    chart.getStyler().setLegendVisible(panel.curves.stream().anyMatch(c -> !c.name.isEmpty()));
    return chart;
  }

  private static boolean isLogarithmic(Panel panel) {
    DoubleSummaryStatistics x = positions(panel);
    return panel.logarithmicX && x.getMax() >= LOGARITHMIC_RANGE * x.getMin();
  }

  private static DoubleSummaryStatistics positions(Panel panel) {
    return panel.curves.stream()
        .flatMap(curve -> curve.x.stream())
        .mapToDouble(Double::doubleValue)
        .summaryStatistics();
  }

  /**
   * XChart puts ticks on evenly spaced data instead of on round numbers; uneven ends prevent it.
   */
  private static void setLimits(XYChart chart, Panel panel) {
    DoubleSummaryStatistics x = positions(panel);
    double margin = 0.013 * (x.getMax() - x.getMin());
    if (margin > 0) {
      chart.getStyler().setXAxisMin(x.getMin() - margin).setXAxisMax(x.getMax() + margin);
      chart.getStyler().setXAxisDecimalPattern("#0.###");
    }
  }

  /**
   * Without a pattern, XChart leaves the zero before the point out of some labels; without limits,
   * it gives a constant, such as a share of one, an axis with a single label.
   */
  private static void setVerticalAxis(XYChart chart, Panel panel) {
    DoubleSummaryStatistics y =
        panel.curves.stream()
            .flatMap(curve -> Stream.of(curve.y, curve.lower, curve.upper))
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .summaryStatistics();
    double largest = Math.max(Math.abs(y.getMin()), Math.abs(y.getMax()));
    if (largest >= 0.02 && largest < 1e5) {
      chart.getStyler().setYAxisDecimalPattern("#0.####");
      if (y.getMin() == y.getMax()) {
        double beyond = 0.05 * largest;
        chart
            .getStyler()
            .setYAxisMin(Math.min(0, y.getMin()) - beyond)
            .setYAxisMax(Math.max(0, y.getMax()) + beyond);
      }
    }
  }

  private static void faint(
      XYChart chart, String name, List<Double> x, List<Double> y, Color colour) {
    XYSeries series = chart.addSeries(name, array(x), array(y));
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 90));
    series.setLineStyle(ChartStyle.stroke(0.8f));
    series.setShowInLegend(false);
  }

  private static double[] array(List<Double> values) {
    return values.stream()
        .mapToDouble(value -> Double.isFinite(value) ? value : Double.NaN)
        .toArray();
  }
}
