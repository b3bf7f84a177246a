package org.convexityprobe.landscape;

import java.util.List;

/**
 * A training trajectory as it lies over a surface in the plane of its principal components.
 *
 * @param explained the parts of its variance along the two axes of the plane, each between 0 and 1
 * @param points in the order of training; the last one is at (0, 0)
 */
public record SurfaceTrajectory(List<Double> explained, List<Point> points) {
  /**
   * One point of the trajectory.
   *
   * @param epoch number of completed epochs
   * @param x coordinate along the first component
   * @param y coordinate along the second component
   * @param residual distance of the parameters from the plane
   * @param loss at the parameters themselves
   * @param surfaceLoss at their projection (x, y), which differs in the residual, and in the
   *     running statistics: those of a plane are the last point's
   */
  public record Point(
      int epoch, double x, double y, double residual, double loss, double surfaceLoss) {}

  /** Copies the lists and checks them. */
  public SurfaceTrajectory {
    explained = List.copyOf(explained);
    points = List.copyOf(points);
    if (explained.size() != 2 || points.isEmpty()) {
      throw new IllegalArgumentException(
          "%d parts of the variance and %d points; expected 2 and at least 1"
              .formatted(explained.size(), points.size()));
    }
  }
}
