package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Turns values on a grid into verdicts and lengths. */
final class LineJudge {
  private final ScanSettings settings;
  private final LineNoise noise;

  LineJudge(ScanSettings settings, LineNoise noise) {
    this.settings = settings;
    this.noise = noise;
  }

  LineScan judge(int line, GridValues values) {
    ScanGrid grid = values.grid();
    boolean sampled = values.hasSamplingError(settings.samplingError());
    List<Double> differences = new ArrayList<>();
    List<Double> thresholds = new ArrayList<>();
    List<Double> samplingErrors = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 1; i < grid.points() - 1; i++) {
      double difference = values.secondDifference(i);
      double samplingError = sampled ? values.samplingError(i, settings.samplingError()) : 0;
      double threshold = threshold(values, i, samplingError);
      differences.add(difference);
      thresholds.add(threshold);
      if (sampled) {
        samplingErrors.add(samplingError);
      }
      verdicts.add(Verdict.of(difference, threshold));
    }
    return new LineScan(
        line,
        collect(grid.points(), grid::lambda),
        collect(grid.points(), values::value),
        differences,
        thresholds,
        samplingErrors,
        verdicts,
        noise,
        ConvexRun.convexOrUndecided(grid, verdicts),
        ConvexRun.convexOnly(grid, verdicts),
        0,
        false);
  }

  /**
   * Noise and sampling error are independent, so their thresholds add in squares; D cannot be known
   * better than its own rounding.
   */
  private double threshold(GridValues values, int index, double samplingError) {
    double ofNoise = settings.z() * Math.sqrt(6) * noise.largest();
    double ofSampling = settings.samplingError().z() * samplingError;
    double both =
        Double.isFinite(ofSampling) ? Math.hypot(ofNoise, ofSampling) : Double.POSITIVE_INFINITY;
    return Math.max(both, roundingBound(values, index));
  }

  /**
   * A bound on the error that rounding alone puts into D: half a unit in the last place of each of
   * its four terms and of its sums, and φ' times that of each λ. Without it, a straight line whose
   * values are rounded correctly would show concave points wherever the noise estimate is zero.
   */
  private static double roundingBound(GridValues values, int index) {
    double left = values.value(index - 1);
    double right = values.value(index + 1);
    double largest =
        Math.max(Math.abs(values.value(index)), Math.max(Math.abs(left), Math.abs(right)));
    double slope = Math.abs(right - left) / (2 * values.grid().spacing());
    if (!Double.isFinite(largest) || !Double.isFinite(slope)) {
      return 0;
    }
    return 4 * Math.ulp(largest) + 2 * slope * Math.ulp(values.grid().length() / 2);
  }

  private static List<Double> collect(int count, IntToDoubleFunction element) {
    List<Double> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      result.add(element.applyAsDouble(i));
    }
    return result;
  }
}
