package org.convexityprobe.landscape;

import java.util.Arrays;

/**
 * The table of differences of m equally spaced values, and the noise level that each order k = 1,
 * …, m − 1 suggests: σ_k² = γ_k · mean (Δᵏφ)², γ_k = (k!)² / (2k)! (Moré and Wild 2011, Eq. 2.3).
 *
 * <p>Turning the values around changes no level in any bit: a difference table mirrors exactly, and
 * squares are summed in order of size.
 */
final class DifferenceTable {
  private final double[] levels;
  private final boolean[] changesSign;
  private final int equalNeighbours;

  DifferenceTable(double[] values) {
    double[] differences = values.clone();
    int orders = values.length - 1;
    levels = new double[orders];
    changesSign = new boolean[orders];
    double gamma = 1;
    int equal = 0;
    for (int order = 1; order <= orders; order++) {
      int count = values.length - order;
      for (int i = 0; i < count; i++) {
        differences[i] = differences[i + 1] - differences[i];
      }
      if (order == 1) {
        equal = (int) Arrays.stream(differences, 0, count).filter(d -> d == 0).count();
      }
      gamma *= 0.5 * order / (2 * order - 1);
      double[] row = Arrays.copyOf(differences, count);
      levels[order - 1] = Math.sqrt(gamma * meanSquare(row));
      changesSign[order - 1] = changesSign(row);
    }
    equalNeighbours = equal;
  }

  /** Returns whether all values are the same. */
  boolean isConstant() {
    return equalNeighbours == levels.length;
  }

  /** Returns whether half of the neighbours are equal: the spacing is too small to tell noise. */
  boolean isQuantised() {
    return 2 * equalNeighbours >= levels.length + 1;
  }

  /** Returns the first level that agrees with the next two within a factor of 4, or NaN. */
  double detectedLevel() {
    for (int k = 0; k + 2 < levels.length; k++) {
      double smallest = Math.min(levels[k], Math.min(levels[k + 1], levels[k + 2]));
      if (largestOfThree(k) <= 4 * smallest && changesSign[k]) {
        return levels[k];
      }
    }
    return Double.NaN;
  }

  /** Returns the smallest of the largest of three successive levels: the noise is hardly more. */
  double boundingLevel() {
    double bound = Double.POSITIVE_INFINITY;
    for (int k = 0; k + 2 < levels.length; k++) {
      bound = Math.min(bound, largestOfThree(k));
    }
    return bound;
  }

  private double largestOfThree(int k) {
    return Math.max(levels[k], Math.max(levels[k + 1], levels[k + 2]));
  }

  private static double meanSquare(double[] row) {
    double[] squares = Arrays.stream(row).map(d -> d * d).sorted().toArray();
    return Arrays.stream(squares).sum() / squares.length;
  }

  private static boolean changesSign(double[] row) {
    return Arrays.stream(row).min().orElse(0) < 0 && Arrays.stream(row).max().orElse(0) > 0;
  }
}
