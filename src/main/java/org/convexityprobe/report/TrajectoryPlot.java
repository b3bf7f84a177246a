package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceTrajectory.Point;

/**
 * A training trajectory over the loss in its plane (Li et al. 2018, Fig. 9): filled contours with
 * labelled lines, and a dot with its epoch for each checkpoint.
 */
public final class TrajectoryPlot {
  private TrajectoryPlot() {}

  /**
   * Plots a trajectory.
   *
   * @param title what was trained
   * @param scan the loss over its plane
   * @param map where it is convex; null for none
   * @param trajectory the checkpoints
   * @param logarithmic whether colours follow the logarithm of the loss
   */
  public static Figure of(
      String title,
      SurfaceScan scan,
      ConvexityMap map,
      SurfaceTrajectory trajectory,
      boolean logarithmic) {
    HeightScale scale = HeightScale.of(List.of(scan), logarithmic);
    ContourDrawing drawing =
        new ContourDrawing(new ContourDrawing.Content(scan, map, trajectory), scale);
    ChartPanel panel =
        SurfacePlot.panel(
            "",
            drawing,
            RoundAxis.linear(axis("1", trajectory, 0), scan.x().from(), scan.x().to()),
            RoundAxis.linear(axis("2", trajectory, 1), scan.y().from(), scan.y().to()));
    FigureKey key =
        map == null
            ? new ColourBar(scale)
            : FigureKey.of(new ColourBar(scale), ContourDrawing.legend());
    return new Figure(title, List.of(panel), 1, key, caption(trajectory), data(trajectory));
  }

  private static String axis(String which, SurfaceTrajectory trajectory, int index) {
    return String.format(
        Locale.ROOT, "PC %s (%.1f %%)", which, 100 * trajectory.explained().get(index));
  }

  private static String caption(SurfaceTrajectory trajectory) {
    double explained = 100 * (trajectory.explained().get(0) + trajectory.explained().get(1));
    double residual = trajectory.points().stream().mapToDouble(Point::residual).max().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%d checkpoints projected to the plane of their first two principal components (PC), which"
            + " explain %.1f %% of the variance; the largest distance from the plane is %.3g. Axes:"
            + " distance in parameter space from the last checkpoint (white), with their shares of"
            + " the variance."
            + " Numbers: epochs. Lines: loss on the plane.",
        trajectory.points().size(),
        explained,
        residual);
  }

  private static FigureData data(SurfaceTrajectory trajectory) {
    List<List<Object>> rows = new ArrayList<>();
    for (Point point : trajectory.points()) {
      rows.add(
          List.of(
              point.epoch(),
              point.x(),
              point.y(),
              point.residual(),
              point.loss(),
              point.surfaceLoss()));
    }
    return new FigureData(List.of("epoch", "x", "y", "residual", "loss", "surface_loss"), rows);
  }
}
