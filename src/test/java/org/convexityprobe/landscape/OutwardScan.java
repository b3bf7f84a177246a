package org.convexityprobe.landscape;

import java.util.BitSet;
import java.util.Locale;

/**
 * The convexity length of a line whose values are costly: points are evaluated outward from λ = 0,
 * and those that the length cannot depend on are left out. The second differences of the others are
 * judged as {@link LineScanner} judges them, on a noise that was measured before.
 */
public final class OutwardScan {
  private final ScanGrid grid;
  private final double[] values;
  private final BitSet known;
  private final Thresholds thresholds;
  private double margin;

  private OutwardScan(ScanSettings settings, LineNoise noise) {
    grid = settings.grid();
    values = new double[grid.points()];
    known = new BitSet(grid.points());
    thresholds = new Thresholds(grid, point -> values[point], noise, settings.z());
  }

  /**
   * What a scan found.
   *
   * @param left λ of the first point of the convex interval
   * @param right λ of its last point
   * @param points points that were evaluated
   * @param margin the smallest |D|/τ of their second differences: where it is above 1, no smaller
   *     noise gives another interval
   */
  public record Result(double left, double right, int points, double margin) {
    /** Returns the result as a line of JSON. */
    public String json() {
      return String.format(
          Locale.ROOT,
          "{\"length\": %.4f, \"left\": %.4f, \"right\": %.4f, \"points\": %d, \"margin\": %.3g}",
          right - left,
          left,
          right,
          points,
          margin);
    }
  }

  /**
   * Scans a line whose value at 0 is finite.
   *
   * @param noise that of the function, or an upper bound of it
   */
  public static Result scan(ScanSettings settings, LineNoise noise, LineFunction function) {
    return new OutwardScan(settings, noise).scan(function);
  }

  private Result scan(LineFunction function) {
    while (true) {
      int[] ends = longest();
      int next = nearestUnknown(ends);
      if (next < 0) {
        return new Result(grid.lambda(ends[0]), grid.lambda(ends[1]), known.cardinality(), margin);
      }
      values[next] = function.valueAt(grid.lambda(next));
      known.set(next);
    }
  }

  /** Returns the longest interval that no second difference of known values speaks against. */
  private int[] longest() {
    // Points that are not known yet are 0.
    IntervalSearch search =
        IntervalSearch.ofFinite(grid.points(), point -> Double.isFinite(values[point]));
    margin = Double.POSITIVE_INFINITY;
    DyadicTriples.visit(
        grid.points(),
        (level, left, middle, right) -> {
          if (known.get(left) && known.get(middle) && known.get(right)) {
            double difference =
                DyadicTriples.difference(values[left], values[middle], values[right]);
            double threshold = thresholds.at(left, middle, right);
            margin = Math.min(margin, Math.abs(difference) / threshold);
            if (Verdict.of(difference, threshold).isViolation()) {
              search.exclude(left, right);
            }
          }
        });
    return search.longest();
  }

  private int nearestUnknown(int[] ends) {
    int nearest = -1;
    for (int point = ends[0]; point <= ends[1]; point++) {
      if (!known.get(point) && (nearest < 0 || distance(point) < distance(nearest))) {
        nearest = point;
      }
    }
    return nearest;
  }

  private int distance(int point) {
    return Math.abs(point - grid.centre());
  }
}
