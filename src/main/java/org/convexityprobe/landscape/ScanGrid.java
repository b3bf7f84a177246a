package org.convexityprobe.landscape;

/**
 * A uniform grid of an odd number of points, centred on 0.
 *
 * @param length distance from the first to the last point, positive
 * @param points number of points, odd and at least 3
 */
public record ScanGrid(double length, int points) {
  /** Most points to ask for: with 5,000 images, their losses take 0.4 GB a line. */
  public static final int MOST_POINTS = 10_001;

  /** Checks the length and the number of points. */
  public ScanGrid {
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException(
          "length: %s; expected a positive number".formatted(length));
    }
    if (points < 3 || points % 2 == 0) {
      throw new IllegalArgumentException(
          "points: %d; expected an odd number of at least 3, so that one lies in the centre"
              .formatted(points));
    }
  }

  /**
   * Returns λ of a point. Exactly symmetric, λ(points − 1 − i) = −λ(i), and exactly the same for
   * the points that a halved grid shares with its parent.
   */
  public double lambda(int index) {
    return (index - centre()) * length / (points - 1);
  }

  /** Returns the distance h between neighbouring points. */
  public double spacing() {
    return length / (points - 1);
  }

  /** Returns the index of the point λ = 0. */
  public int centre() {
    return (points - 1) / 2;
  }

  /** Returns the grid with a point added in the middle of every cell. */
  public ScanGrid halved() {
    return new ScanGrid(length, Math.addExact(points, points - 1));
  }
}
