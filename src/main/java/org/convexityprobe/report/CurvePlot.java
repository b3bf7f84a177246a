package org.convexityprobe.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** Curves in panels side by side; a curve may have an interval, drawn as two faint lines. */
public final class CurvePlot {
  private static final int COLUMNS = 3;
  private static final double SHAPE = 0.85;
  private static final double POINT = 0.55;

  /** A logarithmic axis wants two powers of ten at least. */
  private static final double LOGARITHMIC_RANGE = 100;

  private CurvePlot() {}

  /**
   * A curve.
   *
   * @param name in the legend; empty for none
   * @param x positions
   * @param y values; those that are not finite leave gaps
   * @param lower lower ends of the interval, or empty
   * @param upper upper ends of the interval, or empty
   * @param drawing how it is drawn
   */
  public record Curve(
      String name,
      List<Double> x,
      List<Double> y,
      List<Double> lower,
      List<Double> upper,
      Drawing drawing) {
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

    /** Makes a line. */
    public Curve(
        String name,
        List<Double> x,
        List<Double> y,
        List<Double> lower,
        List<Double> upper,
        boolean marks) {
      this(name, x, y, lower, upper, marks ? Drawing.MARKED_LINE : Drawing.LINE);
    }

    /** Returns a plain line. */
    public static Curve line(String name, List<Double> x, List<Double> y) {
      return new Curve(name, x, y, List.of(), List.of(), Drawing.LINE);
    }

    /** Returns points that no line connects. */
    public static Curve points(String name, List<Double> x, List<Double> y) {
      return new Curve(name, x, y, List.of(), List.of(), Drawing.MARKS);
    }

    private boolean marks() {
      return drawing != Drawing.LINE;
    }
  }

  /** How a curve is drawn. */
  public enum Drawing {
    /** As a line. */
    LINE,
    /** As a line with a mark at each value. */
    MARKED_LINE,
    /** As marks alone. */
    MARKS
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

  /** Draws the panels, three in a row. */
  public static Figure of(String title, List<Panel> panels, String caption) {
    List<FigurePanel> charts = new ArrayList<>();
    Colours colours = Colours.of(panels);
    for (Panel panel : panels) {
      charts.add(chart(panel, colours));
    }
    return new Figure(title, charts, COLUMNS, legend(panels, colours), caption, data(panels));
  }

  /**
   * Colours and marks by number: a name has one in all panels, since they share a legend. Curves
   * without a name have that of their place.
   */
  private record Colours(List<String> names) {
    static Colours of(List<Panel> panels) {
      return new Colours(
          panels.stream()
              .flatMap(panel -> panel.curves.stream())
              .map(Curve::name)
              .filter(name -> !name.isEmpty())
              .distinct()
              .toList());
    }

    int number(Curve curve, int place) {
      return curve.name.isEmpty() ? place : names.indexOf(curve.name);
    }
  }

  private static ChartPanel chart(Panel panel, Colours colours) {
    boolean logarithmic = isLogarithmic(panel);
    DefaultXYDataset curves = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    for (int i = 0; i < panel.curves.size(); i++) {
      Curve curve = panel.curves.get(i);
      double[] x = plotted(curve.x, logarithmic);
      int number = colours.number(curve, i);
      Color colour = ChartStyle.colour(number);
      if (!curve.lower.isEmpty()) {
        BasicStroke thin = ChartStyle.stroke(0.5f);
        add(curves, renderer, x, array(curve.lower), ChartStyle.faint(colour, 120), thin);
        add(curves, renderer, x, array(curve.upper), ChartStyle.faint(colour, 120), thin);
      }
      // Told apart by dashes too, by readers who do not see colours; marks do it where there are.
      BasicStroke stroke =
          curve.marks() || curve.name.isEmpty()
              ? ChartStyle.stroke(ChartStyle.CURVE)
              : ChartStyle.dashes(number, ChartStyle.CURVE + 0.1f * number);
      int series = add(curves, renderer, x, array(curve.y), colour, stroke);
      renderer.setSeriesLinesVisible(series, curve.drawing != Drawing.MARKS);
      if (curve.marks()) {
        renderer.setSeriesShapesVisible(series, true);
        renderer.setSeriesShape(series, mark(curve, number));
      }
    }
    XYPlot plot = ChartStyle.plot(horizontal(panel, logarithmic), vertical(panel));
    plot.setDataset(curves);
    plot.setRenderer(renderer);
    return ChartPanel.of(panel.title, plot, SHAPE);
  }

  /** Points without a line are often many, and so they are small. */
  private static Shape mark(Curve curve, int number) {
    Shape mark = ChartStyle.mark(number);
    return curve.drawing == Drawing.MARKS
        ? AffineTransform.getScaleInstance(POINT, POINT).createTransformedShape(mark)
        : mark;
  }

  private static int add(
      DefaultXYDataset curves,
      XYLineAndShapeRenderer renderer,
      double[] x,
      double[] y,
      Color colour,
      BasicStroke stroke) {
    int series = curves.getSeriesCount();
    curves.addSeries("curve " + series, new double[][] {x, y});
    renderer.setSeriesPaint(series, colour);
    renderer.setSeriesStroke(series, stroke);
    return series;
  }

  /** Marks at the ends must not be cut. */
  private static boolean marked(Panel panel) {
    return panel.curves.stream().anyMatch(Curve::marks);
  }

  private static RoundAxis horizontal(Panel panel, boolean logarithmic) {
    DoubleSummaryStatistics x = positions(panel);
    double low = logarithmic ? Math.log10(x.getMin()) : x.getMin();
    double high = logarithmic ? Math.log10(x.getMax()) : x.getMax();
    double margin = low == high ? 0.5 : (marked(panel) ? 0.04 : 0.013) * (high - low);
    return RoundAxis.of(panel.xTitle, low - margin, high + margin, logarithmic);
  }

  /** A constant, such as a share of one, has an axis that holds 0 too. */
  private static RoundAxis vertical(Panel panel) {
    DoubleSummaryStatistics y =
        panel.curves.stream()
            .flatMap(curve -> Stream.of(curve.y, curve.lower, curve.upper))
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .summaryStatistics();
    double low = y.getCount() == 0 ? 0 : y.getMin();
    double high = y.getCount() == 0 ? 1 : y.getMax();
    if (low == high) {
      low = Math.min(0, low);
      high = Math.max(0, high);
    }
    double margin = low == high ? 0.5 : 0.05 * (high - low);
    return RoundAxis.linear(panel.yTitle, low - margin, high + margin);
  }

  /** One key a name, also where several panels have curves of that name. */
  private static FigureKey legend(List<Panel> panels, Colours colours) {
    Map<String, FigureLegend.Key> keys = new LinkedHashMap<>();
    panels.stream()
        .flatMap(panel -> panel.curves.stream())
        .filter(curve -> !curve.name.isEmpty())
        .forEach(curve -> keys.putIfAbsent(curve.name, key(curve, colours.number(curve, 0))));
    return new FigureLegend(List.copyOf(keys.values()));
  }

  private static FigureLegend.Key key(Curve curve, int number) {
    Color colour = ChartStyle.colour(number);
    return switch (curve.drawing) {
      case LINE ->
          FigureLegend.Key.line(
              colour,
              ChartStyle.dashes(number, ChartStyle.CURVE + 0.1f * number),
              null,
              curve.name);
      case MARKED_LINE ->
          FigureLegend.Key.line(
              colour, ChartStyle.stroke(ChartStyle.CURVE), ChartStyle.mark(number), curve.name);
      case MARKS -> FigureLegend.Key.mark(colour, ChartStyle.mark(number), true, curve.name);
    };
  }

  private static FigureData data(List<Panel> panels) {
    List<List<Object>> rows = new ArrayList<>();
    for (Panel panel : panels) {
      for (Curve curve : panel.curves) {
        for (int i = 0; i < curve.x.size(); i++) {
          rows.add(
              List.of(
                  panel.title.isEmpty() ? panel.yTitle : panel.title,
                  curve.name,
                  curve.x.get(i),
                  curve.y.get(i),
                  curve.lower.isEmpty() ? "" : curve.lower.get(i),
                  curve.upper.isEmpty() ? "" : curve.upper.get(i)));
        }
      }
    }
    return new FigureData(List.of("panel", "curve", "x", "y", "lower", "upper"), rows);
  }

  private static boolean isLogarithmic(Panel panel) {
    DoubleSummaryStatistics x = positions(panel);
    return panel.logarithmicX && x.getMin() > 0 && x.getMax() >= LOGARITHMIC_RANGE * x.getMin();
  }

  private static DoubleSummaryStatistics positions(Panel panel) {
    return panel.curves.stream()
        .flatMap(curve -> curve.x.stream())
        .mapToDouble(Double::doubleValue)
        .summaryStatistics();
  }

  private static double[] plotted(List<Double> values, boolean logarithmic) {
    double[] plotted = array(values);
    return logarithmic ? Arrays.stream(plotted).map(Math::log10).toArray() : plotted;
  }

  private static double[] array(List<Double> values) {
    return values.stream()
        .mapToDouble(value -> Double.isFinite(value) ? value : Double.NaN)
        .toArray();
  }
}
