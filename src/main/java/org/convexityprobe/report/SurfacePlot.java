package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
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
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/**
 * Surfaces side by side: as filled contours or seen from above the edge (Fig. 8 of the papers), all
 * with the same levels and colours, or as maps of where they are convex. Light is low and dark is
 * high, so that they can be read in grey; values that are not finite stay white.
 */
public final class SurfacePlot {
  private static final int COLUMNS = 3;

  /** Beyond this ratio of losses, a linear scale shows nothing of the valley. */
  private static final double LINEAR_RANGE = 10;

  /** The verdicts from light to dark, so that a map can be read in grey. */
  private static final Map<SurfaceVerdict, Color> VERDICTS = verdicts();

  private SurfacePlot() {}

  private static Map<SurfaceVerdict, Color> verdicts() {
    Map<SurfaceVerdict, Color> colours = new EnumMap<>(SurfaceVerdict.class);
    colours.put(SurfaceVerdict.CONVEX, ChartStyle.CONVEX);
    colours.put(SurfaceVerdict.UNDECIDED, ChartStyle.UNDECIDED);
    colours.put(SurfaceVerdict.SADDLE, ChartStyle.ACCENT);
    colours.put(SurfaceVerdict.CONCAVE, ChartStyle.INK);
    return colours;
  }

  /**
   * Plots surfaces as filled contours.
   *
   * @param surfaces at least one surface, by the name over its chart, in their order
   * @param maps where they are convex, by the same names; a surface may have none
   * @param logarithmic whether colours follow the logarithm; values that are not positive become
   *     holes then
   */
  public static Figure of(
      String title,
      Map<String, SurfaceScan> surfaces,
      Map<String, ConvexityMap> maps,
      boolean logarithmic) {
    HeightScale scale = HeightScale.of(surfaces.values(), logarithmic);
    List<FigurePanel> panels = new ArrayList<>();
    surfaces.forEach(
        (name, scan) -> {
          ContourDrawing drawing =
              new ContourDrawing(new ContourDrawing.Content(scan, maps.get(name), null), scale);
          panels.add(panel(name, scan, drawing));
        });
    FigureKey key =
        maps.isEmpty()
            ? new ColourBar(scale)
            : FigureKey.of(new ColourBar(scale), ContourDrawing.legend());
    return new Figure(
        title, panels, COLUMNS, key, caption(surfaces, maps, logarithmic), data(surfaces));
  }

  /** Plots surfaces seen from above their edge, as the papers do. */
  public static Figure relief(
      String title, Map<String, SurfaceScan> surfaces, boolean logarithmic) {
    HeightScale scale = HeightScale.of(surfaces.values(), logarithmic);
    List<FigurePanel> panels = new ArrayList<>();
    surfaces.forEach((name, scan) -> panels.add(new ReliefPanel(name, scan, scale)));
    return new Figure(
        title,
        panels,
        2,
        new ColourBar(scale),
        caption(surfaces, Map.of(), logarithmic),
        FigureData.NONE);
  }

  private static String caption(
      Map<String, SurfaceScan> surfaces, Map<String, ConvexityMap> maps, boolean logarithmic) {
    long holes =
        surfaces.values().stream()
            .flatMap(scan -> scan.values().stream())
            .flatMap(List::stream)
            .filter(value -> Double.isNaN(HeightField.height(value, logarithmic)))
            .count();
    return "Loss over two directions around the weights, which are at (0, 0)"
        + (logarithmic ? ", on a logarithmic scale" : "")
        + (surfaces.size() == 1 ? "." : ". Levels are the same in all charts.")
        + (maps.isEmpty()
            ? ""
            : " Blue: outline of where both eigenvalues of the 2 × 2 Hessian are positive beyond"
                + " the noise; hatched: undecided.")
        + (holes == 0 ? "" : " White: " + holes + " points without a drawable value.");
  }

  private static FigureData data(Map<String, SurfaceScan> surfaces) {
    List<List<Object>> rows = new ArrayList<>();
    surfaces.forEach(
        (name, scan) -> {
          for (int j = 0; j < scan.y().points(); j++) {
            for (int i = 0; i < scan.x().points(); i++) {
              rows.add(
                  List.of(name, scan.x().coordinate(i), scan.y().coordinate(j), scan.value(i, j)));
            }
          }
        });
    return new FigureData(List.of("surface", "x", "y", "loss"), rows);
  }

  private static ChartPanel panel(String name, SurfaceScan scan, XYAnnotation drawing) {
    return panel(
        name, drawing, axis("first direction", scan.x()), axis("second direction", scan.y()));
  }

  /** Both axes are lengths, so that a unit is as long on one as on the other. */
  static ChartPanel panel(String name, XYAnnotation drawing, RoundAxis x, RoundAxis y) {
    XYPlot plot = ChartStyle.plot(x, y);
    plot.setRangeGridlinesVisible(false);
    plot.addAnnotation(drawing);
    double shape = y.getRange().getLength() / x.getRange().getLength();
    // A valley that is far longer than wide would be a thread.
    double readable = Math.max(0.25, Math.min(2.5, shape));
    return new ChartPanel(name, plot, readable, 0, true);
  }

  private static RoundAxis axis(String title, SurfaceAxis axis) {
    return RoundAxis.linear(title, axis.from(), axis.to());
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

  /** Returns the least and the greatest height on all surfaces. */
  public static double[] limits(Map<String, SurfaceScan> surfaces, boolean logarithmic) {
    HeightScale scale = HeightScale.of(surfaces.values(), logarithmic);
    return new double[] {scale.low(), scale.high()};
  }

  /**
   * Plots where surfaces are convex, concave or a saddle in their plane.
   *
   * @param surfaces at least one surface of 3 × 3 points or more, by the name over its chart
   * @param maps the convexity map of each, by the same name
   */
  public static Figure convexity(
      String title, Map<String, SurfaceScan> surfaces, Map<String, ConvexityMap> maps) {
    List<FigurePanel> charts = new ArrayList<>();
    List<String> shares = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    surfaces.forEach(
        (name, scan) -> {
          ConvexityMap map = maps.get(name);
          charts.add(panel(name, scan, new MapDrawing(scan, map)));
          shares.add((name.isEmpty() ? "" : name + ": ") + shares(map));
          for (int j = 0; j < map.verdicts().size(); j++) {
            for (int i = 0; i < map.verdicts().get(j).size(); i++) {
              rows.add(
                  List.of(
                      name,
                      scan.x().coordinate(i + 1),
                      scan.y().coordinate(j + 1),
                      map.verdicts().get(j).get(i).word()));
            }
          }
        });
    String caption =
        "Signs of the two eigenvalues of the 2 × 2 Hessian: both positive (convex), of different"
            + " sign (saddle), both negative (concave), or within the noise (undecided). "
            + String.join("; ", shares)
            + ".";
    return new Figure(
        title,
        charts,
        COLUMNS,
        legend(),
        caption,
        new FigureData(List.of("surface", "x", "y", "verdict"), rows));
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

  private static FigureKey legend() {
    return new FigureLegend(
        VERDICTS.entrySet().stream()
            .map(
                entry ->
                    FigureLegend.Key.square(
                        entry.getValue(),
                        entry.getKey() == SurfaceVerdict.UNDECIDED,
                        entry.getKey().word()))
            .toList());
  }

  /** A colour for each verdict; points without a Hessian stay white. */
  private static final class MapDrawing extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;

    private final transient SurfaceScan scan;
    private final transient ConvexityMap map;

    MapDrawing(SurfaceScan scan, ConvexityMap map) {
      this.scan = scan;
      this.map = map;
    }

    @Override
    public void draw(
        Graphics2D graphics,
        XYPlot plot,
        Rectangle2D area,
        ValueAxis x,
        ValueAxis y,
        int index,
        PlotRenderingInfo info) {
      MapCells cells = new MapCells(scan, map, new Plane(area, x.getRange(), y.getRange()));
      Shape clip = graphics.getClip();
      graphics.clip(area);
      VERDICTS.forEach(
          (verdict, colour) -> {
            Shape region = cells.of(verdict);
            graphics.setColor(colour);
            graphics.fill(region);
            if (verdict == SurfaceVerdict.UNDECIDED && !region.getBounds2D().isEmpty()) {
              Hatching.fill(graphics, region);
            }
          });
      graphics.setClip(clip);
      graphics.setColor(ChartStyle.INK);
      graphics.setStroke(ChartStyle.stroke(ChartStyle.AXIS_LINE));
      graphics.draw(area);
    }
  }
}
