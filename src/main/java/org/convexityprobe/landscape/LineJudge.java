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
    SamplingError sampling = settings.samplingError();
    int interior = grid.points() - 2;
    return judge(
        line,
        collect(grid.points(), grid::lambda),
        collect(grid.points(), values::value),
        collect(interior, i -> values.secondDifference(i + 1)),
        values.hasSamplingError(sampling)
            ? collect(interior, i -> values.samplingError(i + 1, sampling))
            : List.of(),
        sampling.z());
  }

  /** Returns a scan with the verdicts that another noise or other thresholds give. */
  static LineScan judgeAgain(LineScan scan, LineNoise noise, double noiseZ, double samplingZ) {
    return new LineJudge(ScanSettings.DEFAULT.withZ(noiseZ), noise)
        .judge(
            scan.line(),
            scan.lambdas(),
            scan.values(),
            scan.secondDifferences(),
            scan.samplingErrors(),
            samplingZ)
        .refined(scan.halvings(), scan.converged());
  }

  private LineScan judge(
      int line,
      List<Double> lambdas,
      List<Double> values,
      List<Double> differences,
      List<Double> samplingErrors,
      double samplingZ) {
    ScanGrid grid = new ScanGrid(lambdas.get(lambdas.size() - 1) - lambdas.get(0), lambdas.size());
    List<Double> thresholds = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < differences.size(); i++) {
      boolean sampled = samplingZ > 0 && !samplingErrors.isEmpty();
      double threshold =
          threshold(
              sampled ? samplingZ * samplingErrors.get(i) : 0,
              roundingBound(grid, values.get(i), values.get(i + 1), values.get(i + 2)));
      thresholds.add(threshold);
      verdicts.add(Verdict.of(differences.get(i), threshold));
    }
    return new LineScan(
        line,
        lambdas,
        values,
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
  private double threshold(double ofSampling, double roundingBound) {
    double ofNoise = settings.z() * Math.sqrt(6) * noise.largest();
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
