package org.convexityprobe.landscape;

import java.util.List;

/**
 * Evenly spaced coordinates along one axis of a surface.
 *
 * @param from the first coordinate, below or at 0
 * @param to the last coordinate, above or at 0
 * @param points number of coordinates, 2 to {@link #MOST_POINTS}
 */
public record SurfaceAxis(double from, double to, int points) {
  /** Most coordinates: a square of them makes files of 100 MB. */
  public static final int MOST_POINTS = 2001;

  /** Checks that the axis has points on it and contains 0, where the weights are. */
  public SurfaceAxis {
    if (!Double.isFinite(from) || !Double.isFinite(to) || !(from < to)) {
      throw new IllegalArgumentException(
          "range: %s to %s; expected two numbers, the smaller first".formatted(from, to));
    }
    if (from > 0 || to < 0) {
      throw new IllegalArgumentException(
          "range: %s to %s; expected one that contains 0, where the weights are"
              .formatted(from, to));
    }
    if (points < 2 || points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "points: %d; expected at least 2, at most %d".formatted(points, MOST_POINTS));
    }
  }

  /**
   * Returns an axis that holds 0 and all of some coordinates, with a margin on both sides.
   *
   * @param margin as a part of the distance between the outermost ones
   */
  public static SurfaceAxis around(List<Double> coordinates, double margin, int points) {
    double low = 0;
    double high = 0;
    for (double coordinate : coordinates) {
      low = Math.min(low, coordinate);
      high = Math.max(high, coordinate);
    }
    double beyond = margin * (high - low);
    return new SurfaceAxis(low - beyond, high + beyond, points);
  }

  /** Returns a coordinate; exactly symmetric where the range is. */
  public double coordinate(int index) {
    return ((points - 1 - index) * from + index * to) / (points - 1);
  }

  /** Returns the distance between neighbours. */
  public double spacing() {
    return (to - from) / (points - 1);
  }
}
