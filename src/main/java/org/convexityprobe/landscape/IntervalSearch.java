package org.convexityprobe.landscape;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Finds the longest grid interval that contains the centre and none of the stretches that were
 * excluded. 0 may be an end of it. Among intervals of equal length it is the one nearest to
 * symmetric, and of two that mirror each other the left one.
 */
final class IntervalSearch {
  private final int points;

  /** For each left end, the smallest right end of an excluded stretch; {@code points} for none. */
  private final int[] rightEnds;

  IntervalSearch(int points) {
    this.points = points;
    rightEnds = new int[points];
    Arrays.fill(rightEnds, points);
  }

  /** Returns a search in which points whose values are not finite belong to no interval. */
  static IntervalSearch ofFinite(int points, IntPredicate finite) {
    IntervalSearch search = new IntervalSearch(points);
    for (int i = 0; i < points; i++) {
      if (!finite.test(i)) {
        search.exclude(i, i);
      }
    }
    return search;
  }

  /** Excludes every interval that holds all of the points from {@code left} to {@code right}. */
  void exclude(int left, int right) {
    rightEnds[left] = Math.min(rightEnds[left], right);
  }

  /**
   * Returns the indices of the interval's two ends.
   *
   * @return the same index twice where no two points can be together; null if the centre itself is
   *     excluded
   */
  int[] longest() {
    int centre = (points - 1) / 2;
    int nearest = points;
    for (int i = centre + 1; i < points; i++) {
      nearest = Math.min(nearest, rightEnds[i]);
    }
    int[] best = null;
    for (int left = centre; left >= 0; left--) {
      nearest = Math.min(nearest, rightEnds[left]);
      int right = nearest - 1;
      if (right < centre) {
        break;
      }
      if (best == null || isBetter(left, right, best, centre)) {
        best = new int[] {left, right};
      }
    }
    return best;
  }

  /** Returns the interval's length on a grid; 0 if there is none. */
  double length(ScanGrid grid) {
    int[] ends = longest();
    return ends == null ? 0 : grid.lambda(ends[1]) - grid.lambda(ends[0]);
  }

  private static boolean isBetter(int left, int right, int[] best, int centre) {
    int longer = (right - left) - (best[1] - best[0]);
    int straighter = Math.abs(best[0] + best[1] - 2 * centre) - Math.abs(left + right - 2 * centre);
    return longer > 0 || (longer == 0 && straighter >= 0);
  }
}
