package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A second method to judge a line, from its slopes: φ is convex where φ' does not decrease. The
 * slopes come from gradients, an independent computation with its own noise.
 *
 * @param verdicts the verdict at each interior point: convex if φ' rises by more than the threshold
 *     on both sides of it, concave if it falls by more on either
 * @param run the longest interval around λ = 0 without a violation
 * @param runLow the longest one within which all points are convex
 * @param contradictions points that one opinion calls convex and the other a violation
 */
public record SlopeCheck(
    List<Verdict> verdicts, ConvexRun run, ConvexRun runLow, int contradictions) {
  /** Copies the list. */
  public SlopeCheck {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * Judges a scanned line by its slopes.
   *
   * @param scan the scanned line of n points
   * @param slopes φ'(λ_i) at its n points
   * @param slopeNoise standard deviation of the noise of a slope, at least 0; NaN where it is not
   *     known, which leaves every finite rise undecided
   * @param z threshold in standard deviations of the difference of two slopes
   */
  public static SlopeCheck of(LineScan scan, double[] slopes, double slopeNoise, double z) {
    if (slopes.length != scan.lambdas().size()) {
      throw new IllegalArgumentException(
          "%d slopes for a line of %d points".formatted(slopes.length, scan.lambdas().size()));
    }
    if (slopeNoise < 0 || !(z >= 0)) {
      throw new IllegalArgumentException(
          "slope noise %s and z %s; expected at least 0".formatted(slopeNoise, z));
    }
    double threshold =
        Double.isNaN(slopeNoise) ? Double.POSITIVE_INFINITY : z * Math.sqrt(2) * slopeNoise;
    List<Verdict> verdicts = verdicts(slopes, threshold);
    int contradictions = 0;
    for (int i = 0; i < verdicts.size(); i++) {
      if (contradict(verdicts.get(i), scan.verdicts().get(i))) {
        contradictions++;
      }
    }
    IntPredicate finite = i -> Double.isFinite(slopes[i]);
    return new SlopeCheck(
        verdicts,
        ConvexRun.withoutViolations(scan.grid(), finite, verdicts),
        ConvexRun.convexOnly(scan.grid(), finite, verdicts),
        contradictions);
  }

  private static List<Verdict> verdicts(double[] slopes, double threshold) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 1; i < slopes.length - 1; i++) {
      Verdict before = verdict(slopes[i - 1], slopes[i], threshold);
      Verdict after = verdict(slopes[i], slopes[i + 1], threshold);
      // Declared from convex to worst: the worse of the two sides speaks for the point.
      verdicts.add(before.compareTo(after) >= 0 ? before : after);
    }
    return verdicts;
  }

  private static Verdict verdict(double left, double right, double threshold) {
    double rounding = 2 * Math.ulp(Math.max(Math.abs(left), Math.abs(right)));
    return Verdict.of(right - left, Math.max(threshold, rounding));
  }

  private static boolean contradict(Verdict a, Verdict b) {
    return (a == Verdict.CONVEX && b.isViolation()) || (b == Verdict.CONVEX && a.isViolation());
  }
}
