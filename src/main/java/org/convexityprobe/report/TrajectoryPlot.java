package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceTrajectory.Point;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A training trajectory over the contour lines of the loss in its plane (Li et al. 2018, Fig. 9):
 * lines are thin and labelled with their heights, the trajectory is thick, with a dot for each
 * checkpoint.
 */
public final class TrajectoryPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 520;

  /** Fewer lines show nothing; evenly spaced ones do then. */
  private static final int FEW = 4;

  private static final Color CONTOUR = new Color(0x8A, 0x90, 0x9C);

  private final SurfaceScan scan;
  private final SurfaceTrajectory trajectory;
  private final boolean logarithmic;
  private final LabelPlaces places;

  private TrajectoryPlot(SurfaceScan scan, SurfaceTrajectory trajectory, boolean logarithmic) {
    this.scan = scan;
    this.trajectory = trajectory;
    this.logarithmic = logarithmic;
    this.places = new LabelPlaces(scan.x(), scan.y());
  }

  /**
   * Plots a trajectory.
   *
   * @param title what was trained
   * @param scan the loss over its plane
   * @param logarithmic whether contour lines are spaced by the logarithm of the loss, where that
   *     gives enough of them
   */
  public static Figure of(
      String title, SurfaceScan scan, SurfaceTrajectory trajectory, boolean logarithmic) {
    TrajectoryPlot plot = new TrajectoryPlot(scan, trajectory, logarithmic);
    return new Figure(title, List.of(plot.chart()), WIDTH, HEIGHT, plot.caption());
  }

  private XYChart chart() {
    XYChart chart = ChartStyle.chart("", axis("first", 0), axis("second", 1));
    Styler styler = chart.getStyler();
    styler.setLegendVisible(false);
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    styler.setAnnotationTextFontColor(ChartStyle.INK);
    chart.getStyler().setXAxisMin(scan.x().from()).setXAxisMax(scan.x().to());
    chart.getStyler().setYAxisMin(scan.y().from()).setYAxisMax(scan.y().to());
    chart.getStyler().setPlotGridLinesVisible(false).setMarkerSize(6);
    chart.getStyler().setDecimalPattern("#0.##");
    labelEpochs(chart);
    addContours(chart);
    addTrajectory(chart);
    return chart;
  }

  private String axis(String which, int index) {
    return String.format(
        Locale.ROOT,
        "%s principal component (%.1f %% of the variance)",
        which,
        100 * trajectory.explained().get(index));
  }

  private void addContours(XYChart chart) {
    for (double level : levels()) {
      List<ContourLines.Piece> pieces = ContourLines.of(scan, level, logarithmic);
      if (pieces.isEmpty()) {
        continue;
      }
      double[] x = new double[3 * pieces.size()];
      double[] y = new double[x.length];
      for (int i = 0; i < pieces.size(); i++) {
        ContourLines.Piece piece = pieces.get(i);
        x[3 * i] = piece.x0();
        y[3 * i] = piece.y0();
        x[3 * i + 1] = piece.x1();
        y[3 * i + 1] = piece.y1();
        // A gap, so that pieces are not joined.
        x[3 * i + 2] = piece.x1();
        y[3 * i + 2] = Double.NaN;
      }
      XYSeries line = chart.addSeries("loss " + level, x, y);
      line.setMarker(SeriesMarkers.NONE);
      line.setLineColor(CONTOUR).setLineStyle(ChartStyle.stroke(0.8f));
      places
          .on(pieces)
          .ifPresent(
              at ->
                  chart.addAnnotation(
                      new AnnotationText(Numbers.plain(level), at.x(), at.y(), false)));
    }
  }

  private List<Double> levels() {
    double[] limits = SurfacePlot.limits(Map.of("", scan), false);
    if (!(limits[0] < limits[1])) {
      return List.of();
    }
    List<Double> levels =
        logarithmic && limits[0] > 0 ? ContourLevels.logarithmic(limits[0], limits[1]) : List.of();
    return levels.size() < FEW ? ContourLevels.linear(limits[0], limits[1]) : levels;
  }

  private void addTrajectory(XYChart chart) {
    List<Point> points = trajectory.points();
    XYSeries path =
        chart.addSeries(
            "trajectory",
            points.stream().map(Point::x).toList(),
            points.stream().map(Point::y).toList());
    path.setLineColor(ChartStyle.ACCENT).setLineStyle(ChartStyle.stroke(1.8f));
    path.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(ChartStyle.ACCENT);
    Point last = points.get(points.size() - 1);
    XYSeries end = chart.addSeries("end", List.of(last.x()), List.of(last.y()));
    end.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    end.setMarker(SeriesMarkers.DIAMOND).setMarkerColor(ChartStyle.INK);
  }

  /** Names the first and the last checkpoint, and those between that have room for it. */
  private void labelEpochs(XYChart chart) {
    List<Point> points = trajectory.points();
    int last = points.size() - 1;
    for (int t = 0; t < last; t++) {
      Point from = points.get(t);
      Point to = points.get(t + 1);
      places.avoid(from.x(), from.y(), to.x(), to.y());
    }
    label(chart, points.get(0));
    label(chart, points.get(last));
    points.subList(1, Math.max(1, last)).forEach(point -> label(chart, point));
  }

  private void label(XYChart chart, Point point) {
    places
        .beside(point.x(), point.y())
        .ifPresent(
            at ->
                chart.addAnnotation(
                    new AnnotationText("epoch " + point.epoch(), at.x(), at.y(), false)));
  }

  private String caption() {
    double explained = 100 * (trajectory.explained().get(0) + trajectory.explained().get(1));
    double residual = trajectory.points().stream().mapToDouble(Point::residual).max().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%d checkpoints projected to the plane of their first two principal components, which hold"
            + " %.1f %% of the variance; at most %.3g away from it. Axes: distance in parameter"
            + " space from the last checkpoint (diamond). Lines: loss on the plane.",
        trajectory.points().size(),
        explained,
        residual);
  }
}
