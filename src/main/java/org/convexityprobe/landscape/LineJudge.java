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
      double threshold =
          threshold(
              settings.z(),
              noise,
              settings.samplingError().z() * samplingError,
              roundingBound(grid, values.value(i - 1), values.value(i), values.value(i + 1)));
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

  /** Returns a scan with the verdicts that another threshold of the sampling error gives. */
  static LineScan judgeAgain(LineScan scan, double noiseZ, double samplingZ) {
    ScanGrid grid = scan.grid();
    List<Double> thresholds = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < scan.secondDifferences().size(); i++) {
      double ofSampling = samplingZ == 0 ? 0 : samplingZ * scan.samplingErrors().get(i);
      List<Double> values = scan.values();
      double bound = roundingBound(grid, values.get(i), values.get(i + 1), values.get(i + 2));
      thresholds.add(threshold(noiseZ, scan.noise(), ofSampling, bound));
      verdicts.add(Verdict.of(scan.secondDifferences().get(i), thresholds.get(i)));
    }
    return new LineScan(
        scan.line(),
        scan.lambdas(),
        scan.values(),
        scan.secondDifferences(),
        thresholds,
        scan.samplingErrors(),
        verdicts,
        scan.noise(),
        ConvexRun.convexOrUndecided(grid, verdicts),
        ConvexRun.convexOnly(grid, verdicts),
        scan.halvings(),
        scan.converged());
  }

  /**
   * Noise and sampling error are independent, so their thresholds add in squares; D cannot be known
   * better than its own rounding.
   */
  private static double threshold(
      double noiseZ, LineNoise noise, double ofSampling, double roundingBound) {
    double ofNoise = noiseZ * Math.sqrt(6) * noise.largest();
    double both =
        Double.isFinite(ofSampling) ? Math.hypot(ofNoise, ofSampling) : Double.POSITIVE_INFINITY;
    return Math.max(both, roundingBound);
  }

  /**
   * A bound on the error that rounding alone puts into D: half a unit in the last place of each of
   * its four terms and of its sums, and φ' times that of each λ. Without it, a straight line whose
   * values are rounded correctly would show concave points wherever the noise estimate is zero.
   */
  private static double roundingBound(ScanGrid grid, double left, double centre, double right) {
    double largest = Math.max(Math.abs(centre), Math.max(Math.abs(left), Math.abs(right)));
    double slope = Math.abs(right - left) / (2 * grid.spacing());
    if (!Double.isFinite(largest) || !Double.isFinite(slope)) {
      return 0;
    }
    return 4 * Math.ulp(largest) + 2 * slope * Math.ulp(grid.length() / 2);
  }

  private static List<Double> collect(int count, IntToDoubleFunction element) {
    List<Double> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      result.add(element.applyAsDouble(i));
    }
    return result;
  }
}
