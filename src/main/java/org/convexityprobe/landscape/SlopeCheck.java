package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
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
   * Judges a scanned line by its slopes, whose noise is measured at the centre and at both ends.
   *
   * @param scan the scanned line
   * @param slope φ'(λ)
   * @param z threshold in standard deviations of the difference of two slopes
   * @param listener asked before every slope whether to stop
   * @throws CancellationException if the listener asks to stop
   */
  public static SlopeCheck of(LineScan scan, LineFunction slope, double z, ScanListener listener) {
    Map<Double, Double> known = new HashMap<>();
    LineFunction kept =
        slope.withValues(
            lambda -> known.computeIfAbsent(lambda, each -> slope(slope, each, listener)));
    double[] slopes = scan.lambdas().stream().mapToDouble(kept::valueAt).toArray();
    ScanGrid grid = scan.grid();
    NoiseEstimator estimator = new NoiseEstimator(ScanSettings.DEFAULT.noiseEvaluations());
    LineNoise noise =
        LineNoise.measured(
            grid,
            i -> Double.isFinite(slopes[i]),
            i ->
                estimator.estimate(
                    kept, grid.lambda(i), grid.spacing() * LineScanner.NOISE_SPACING));
    return of(scan, slopes, noise, z);
  }

  private static double slope(LineFunction slope, double lambda, ScanListener listener) {
    listener.checkCancelled();
    return slope.valueAt(lambda);
  }

  /**
   * Judges a scanned line by its slopes.
   *
   * @param scan the scanned line of n points
   * @param slopes φ'(λ_i) at its n points
   * @param noise that of slopes; where it is not known, every finite rise is undecided
   * @param z threshold in standard deviations of the difference of two slopes
   */
  static SlopeCheck of(LineScan scan, double[] slopes, LineNoise noise, double z) {
    if (slopes.length != scan.lambdas().size()) {
      throw new IllegalArgumentException(
          "%d slopes for a line of %d points".formatted(slopes.length, scan.lambdas().size()));
    }
    if (!(z >= 0)) {
      throw new IllegalArgumentException("z is %s; expected at least 0".formatted(z));
    }
    double[] sigmas = scan.lambdas().stream().mapToDouble(noise::at).toArray();
    List<Verdict> verdicts = verdicts(slopes, sigmas, z);
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

  private static List<Verdict> verdicts(double[] slopes, double[] sigmas, double z) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 1; i < slopes.length - 1; i++) {
      Verdict before = verdict(slopes, sigmas, z, i - 1);
      Verdict after = verdict(slopes, sigmas, z, i);
      // Declared from convex to worst: the worse of the two sides speaks for the point.
      verdicts.add(before.compareTo(after) >= 0 ? before : after);
    }
    return verdicts;
  }

  /** Returns the verdict on the rise from a point to the next one. */
  private static Verdict verdict(double[] slopes, double[] sigmas, double z, int point) {
    double left = slopes[point];
    double right = slopes[point + 1];
    double noise =
        z * Math.sqrt(sigmas[point] * sigmas[point] + sigmas[point + 1] * sigmas[point + 1]);
    double rounding = 2 * Math.ulp(Math.max(Math.abs(left), Math.abs(right)));
    double threshold = Double.isNaN(noise) ? Double.POSITIVE_INFINITY : Math.max(noise, rounding);
    return Verdict.of(right - left, threshold);
  }

  private static boolean contradict(Verdict a, Verdict b) {
    return (a == Verdict.CONVEX && b.isViolation()) || (b == Verdict.CONVEX && a.isViolation());
  }
}
