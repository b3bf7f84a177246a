package org.convexityprobe.experiment.config;

import java.util.List;
import org.convexityprobe.landscape.SurfaceAxis;

/**
 * Coordinates along one direction of a surface.
 *
 * @param from the first, or null for −1, or for what a trajectory needs
 * @param to the last, or null for 1, or for what a trajectory needs
 * @param points number of coordinates
 */
public record AxisConfig(Double from, Double to, int points) {
  /** 51 points over what suits the surface. */
  static final AxisConfig DEFAULT = new AxisConfig(null, null, 51);

  /** Room on both sides of a trajectory, as a part of its extent. */
  private static final double MARGIN = 0.2;

  /** Checks that there is a range with 0 in it, or none, and enough points. */
  public AxisConfig {
    if ((from == null) != (to == null)) {
      throw new IllegalArgumentException(
          "range: %s to %s; expected both ends or none".formatted(from, to));
    }
    points = axis(from, to, points).points(); // refuses what no axis can be
  }

  /** Returns the axis along a random direction. */
  public SurfaceAxis axis() {
    return axis(from, to, points);
  }

  private static SurfaceAxis axis(Double from, Double to, int points) {
    return new SurfaceAxis(from == null ? -1 : from, to == null ? 1 : to, points);
  }

  /** Returns the axis along a component of a trajectory with these coordinates. */
  public SurfaceAxis around(List<Double> coordinates) {
    return from == null ? SurfaceAxis.around(coordinates, MARGIN, points) : axis();
  }
}
