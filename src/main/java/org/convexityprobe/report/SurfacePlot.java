package org.convexityprobe.report;

import java.awt.Color;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler;

/**
 * Surfaces as heat maps side by side, all with the same limits of colour, or as maps of where they
 * are convex. Light is low and dark is high, so that the maps can be read in grey; values that are
 * not finite stay white.
 */
public final class SurfacePlot {
  private static final int SIZE = 400;
  private static final int COLOUR_BAR = 70;
  private static final int TICKS = 5;

  /** Beyond this ratio of losses, a linear scale shows nothing of the valley. */
  private static final double LINEAR_RANGE = 10;

  /** Falls evenly in lightness. */
  private static final Color[] HEIGHTS = {
    new Color(0xF7, 0xF4, 0xE3),
    new Color(0xF2, 0xC5, 0x6B),
    new Color(0xD9, 0x6B, 0x5B),
    new Color(0x84, 0x2C, 0x70),
    new Color(0x1B, 0x10, 0x44)
  };

  /** The verdicts from light to dark, so that a map can be read in grey. */
  private static final Map<SurfaceVerdict, Color> VERDICTS = verdicts();

  private SurfacePlot() {}

  private static Map<SurfaceVerdict, Color> verdicts() {
    Map<SurfaceVerdict, Color> colours = new EnumMap<>(SurfaceVerdict.class);
    colours.put(SurfaceVerdict.CONVEX, new Color(0xF4, 0xE9, 0xC8));
    colours.put(SurfaceVerdict.UNDECIDED, ChartStyle.FAINT);
    colours.put(SurfaceVerdict.SADDLE, ChartStyle.ACCENT);
    colours.put(SurfaceVerdict.CONCAVE, ChartStyle.INK);
    return colours;
  }

  /**
   * Plots surfaces.
   *
   * @param surfaces at least one surface, by the name over its chart, in their order
   * @param logarithmic whether colours follow the logarithm; values that are not positive become
   *     holes then
   */
  public static Figure of(String title, Map<String, SurfaceScan> surfaces, boolean logarithmic) {
    double[] limits = limits(surfaces, logarithmic);
    List<HeatMapChart> charts = new ArrayList<>();
    long holes = 0;
    for (Map.Entry<String, SurfaceScan> entry : surfaces.entrySet()) {
      SurfaceScan scan = entry.getValue();
      List<Number[]> cells = cells(scan, logarithmic);
      holes += (long) scan.x().points() * scan.y().points() - cells.size();
      HeatMapChart chart = chart(entry.getKey(), scan.x(), scan.y(), 0, cells, HEIGHTS);
      HeatMapStyler styler = chart.getStyler();
      styler.setLegendPosition(Styler.LegendPosition.OutsideS);
      styler.setLegendLayout(Styler.LegendLayout.Horizontal);
      styler.setGradientColorColumnWeight(14).setGradientColorColumnHeight(200);
      styler.setMin(limits[0]).setMax(limits[1]);
      charts.add(chart);
    }
    String caption =
        (logarithmic ? "Logarithm (base 10) of the loss" : "Loss")
            + " over two directions around the weights, which are at (0, 0). Darker is higher, from "
            + (limits[0] + " to " + limits[1])
            + (surfaces.size() == 1 ? "." : " in all charts.")
            + (holes == 0 ? "" : " White: " + holes + " points without a drawable value.");
    return new Figure(title, charts, SIZE, SIZE + COLOUR_BAR, caption);
  }

  /** Returns whether the losses span so many orders of magnitude that a logarithm helps. */
  public static boolean needsLogarithm(Collection<SurfaceScan> surfaces) {
    DoubleSummaryStatistics losses =
        surfaces.stream()
            .flatMap(scan -> scan.values().stream())
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .summaryStatistics();
    return losses.getMin() > 0 && losses.getMax() / losses.getMin() > LINEAR_RANGE;
  }

  /** Returns the least and the greatest height on all surfaces, rounded outwards. */
  public static double[] limits(Map<String, SurfaceScan> surfaces, boolean logarithmic) {
    DoubleSummaryStatistics heights =
        surfaces.values().stream()
            .flatMap(scan -> scan.values().stream())
            .flatMap(List::stream)
            .mapToDouble(value -> height(value, logarithmic))
            .filter(Double::isFinite)
            .summaryStatistics();
    if (heights.getCount() == 0) {
      throw new IllegalArgumentException("nothing to draw: no surface has a finite value");
    }
    double range = heights.getMax() - heights.getMin();
    return new double[] {
      round(heights.getMin(), range, RoundingMode.FLOOR),
      round(heights.getMax(), range, RoundingMode.CEILING)
    };
  }

  /**
   * Plots where surfaces are convex, concave or a saddle in their plane.
   *
   * @param surfaces at least one surface of 3 × 3 points or more, by the name over its chart
   * @param maps the convexity map of each, by the same name
   */
  public static Figure convexity(
      String title, Map<String, SurfaceScan> surfaces, Map<String, ConvexityMap> maps) {
    Color[] colours = VERDICTS.values().toArray(new Color[0]);
    List<HeatMapChart> charts = new ArrayList<>();
    List<String> shares = new ArrayList<>();
    surfaces.forEach(
        (name, scan) -> {
          ConvexityMap map = maps.get(name);
          HeatMapChart chart = chart(name, scan.x(), scan.y(), 1, cells(map), colours);
          chart.getStyler().setMin(0).setMax(colours.length - 1.0);
          chart.getStyler().setLegendVisible(false);
          charts.add(chart);
          shares.add((name.isEmpty() ? "" : name + ": ") + shares(map));
        });
    String caption =
        "Signs of the two eigenvalues of the 2 × 2 Hessian: both positive (convex), of different"
            + " sign (saddle), both negative (concave), or not to be told beyond the noise"
            + " (undecided). "
            + String.join("; ", shares)
            + ".";
    return new Figure(title, charts, SIZE, SIZE, caption).with(legend());
  }

  /** Returns the shares of a map in words, such as {@code convex at 60.1 % of 169 points, …}. */
  public static String shares(ConvexityMap map) {
    List<String> parts = new ArrayList<>();
    map.shares()
        .forEach(
            (verdict, share) -> {
              if (verdict != SurfaceVerdict.NON_FINITE || share > 0) {
                parts.add("%s at %s %%".formatted(verdict.word(), Numbers.fixed(100 * share, 1)));
              }
            });
    return String.join(", ", parts) + " of " + map.points() + " points";
  }

  private static FigureLegend legend() {
    return new FigureLegend(
        VERDICTS.entrySet().stream()
            .map(entry -> new FigureLegend.Key(entry.getValue(), entry.getKey().word()))
            .toList());
  }

  private static HeatMapChart chart(
      String name,
      SurfaceAxis x,
      SurfaceAxis y,
      int border,
      List<Number[]> cells,
      Color[] colours) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .title(name)
            .xAxisTitle("first direction")
            .yAxisTitle("second direction")
            .build();
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setXAxisMaxLabelCount(TICKS);
    chart.getStyler().setChartTitleVisible(!name.isEmpty());
    chart.getStyler().setRangeColors(colours).setDrawBorder(true);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.addSeries("loss", labels(x, border), labels(y, border), cells);
    return chart;
  }

  /**
   * Labels at the quarters of an axis. XChart draws {@value #TICKS} of them from the outer edge of
   * the first cell to that of the last, whichever cells they are asked of; they say the coordinate
   * of the cell there, so that the axis ends in its own round numbers.
   */
  private static List<String> labels(SurfaceAxis axis, int border) {
    List<String> labels = new ArrayList<>();
    int count = axis.points() - 2 * border;
    double first = axis.coordinate(border);
    double range = axis.coordinate(axis.points() - 1 - border) - first;
    for (int i = 0; i < count; i++) {
      double quarter = Math.rint((double) (TICKS - 1) * i / count) / (TICKS - 1);
      double coordinate = count <= TICKS ? axis.coordinate(i + border) : first + quarter * range;
      labels.add(Numbers.fixed(coordinate, 2));
    }
    return labels;
  }

  private static List<Number[]> cells(SurfaceScan scan, boolean logarithmic) {
    List<Number[]> cells = new ArrayList<>();
    for (int j = 0; j < scan.y().points(); j++) {
      for (int i = 0; i < scan.x().points(); i++) {
        double height = height(scan.value(i, j), logarithmic);
        if (Double.isFinite(height)) {
          cells.add(new Number[] {i, j, height});
        }
      }
    }
    return cells;
  }

  /** Rounds a limit to a hundredth of the range's order of magnitude, for the colour bar. */
  private static double round(double limit, double range, RoundingMode mode) {
    if (range == 0) {
      return limit;
    }
    int scale = 2 - (int) Math.floor(Math.log10(range));
    return BigDecimal.valueOf(limit).setScale(scale, mode).doubleValue();
  }

  /** Returns the number of each point's colour; points without a Hessian stay white. */
  private static List<Number[]> cells(ConvexityMap map) {
    List<SurfaceVerdict> order = List.copyOf(VERDICTS.keySet());
    List<Number[]> cells = new ArrayList<>();
    for (int j = 0; j < map.verdicts().size(); j++) {
      for (int i = 0; i < map.verdicts().get(j).size(); i++) {
        int colour = order.indexOf(map.verdicts().get(j).get(i));
        if (colour >= 0) {
          cells.add(new Number[] {i, j, colour});
        }
      }
    }
    return cells;
  }

  private static double height(double value, boolean logarithmic) {
    return logarithmic ? Math.log10(value) : value;
  }
}
