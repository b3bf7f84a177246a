package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;

/** Turns values on a grid into verdicts and lengths. */
final class LineJudge {
  private final ScanGrid grid;
  private final double[] values;
  private final LineNoise noise;
  private final double z;

  /**
   * Prepares a judgement.
   *
   * @param z threshold of a verdict in standard deviations of a second difference
   */
  LineJudge(ScanGrid grid, double[] values, LineNoise noise, double z) {
    this.grid = grid;
    this.values = values.clone();
    this.noise = noise;
    this.z = z;
  }

  /**
   * Judges the line.
   *
   * @param sampling the errors of sampling; null where the samples are the whole population
   */
  LineScan judge(int line, LineSampling sampling) {
    List<Double> differences = new ArrayList<>();
    List<Double> thresholds = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    IntervalSearch search = search();
    DyadicTriples.visit(
        values.length,
        (level, left, middle, right) -> {
          double difference = DyadicTriples.difference(values[left], values[middle], values[right]);
          double threshold = threshold(left, middle, right);
          Verdict verdict = Verdict.of(difference, threshold);
          if (verdict.isViolation()) {
            search.exclude(left, right);
          }
          if (level == 0) {
            differences.add(difference);
            thresholds.add(threshold);
            verdicts.add(verdict);
          }
        });
    return new LineScan(
        line,
        collect(grid),
        list(values),
        differences,
        thresholds,
        verdicts,
        noise,
        ConvexRun.of(grid, search, verdicts),
        ConvexRun.convexOnly(grid, verdicts),
        sampling,
        sampling == null ? null : range(sampling),
        0,
        false);
  }

  /**
   * Returns the range of the length that this judgement would give for the whole population. On the
   * event that all intervals of {@code sampling} hold, the population's length is in it.
   */
  private LengthRange range(LineSampling sampling) {
    IntervalSearch certain = search();
    IntervalSearch possible = search();
    DyadicTriples.visit(
        values.length,
        (level, left, middle, right) -> {
          double difference = sampling.difference(left, middle, right);
          double threshold = threshold(left, middle, right);
          if (difference + sampling.marginAbove(level, left) < -threshold) {
            certain.exclude(left, right);
          }
          // Noise that is not known here may be known, and small, in the population.
          double least = Double.isInfinite(threshold) ? 0 : threshold;
          if (difference - sampling.marginBelow(level, left) < -least) {
            possible.exclude(left, right);
          }
        });
    return new LengthRange(possible.length(grid), certain.length(grid));
  }

  /** Values that are not finite belong to no interval. */
  private IntervalSearch search() {
    IntervalSearch search = new IntervalSearch(values.length);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        search.exclude(i, i);
      }
    }
    return search;
  }

  /**
   * Returns z times the standard deviation that independent noise gives D: √(σ²_{i−s} + 4σ²_i +
   * σ²_{i+s}), which is √6 σ where the noise is the same at all three. D cannot be known better
   * than its own rounding, and not at all where the noise is not known.
   */
  private double threshold(int left, int middle, int right) {
    double before = noise.at(grid.lambda(left));
    double here = noise.at(grid.lambda(middle));
    double after = noise.at(grid.lambda(right));
    // Symmetric in left and right, bit by bit.
    double deviation = Math.sqrt(4 * here * here + (before * before + after * after));
    return Double.isNaN(deviation)
        ? Double.POSITIVE_INFINITY
        : Math.max(z * deviation, roundingBound(left, middle, right));
  }

  /**
   * A bound on the error that rounding alone puts into D: half a unit in the last place of each of
   * its four terms and of its sums, and φ' times that of each λ. Without it, a straight line whose
   * values are rounded correctly would show concave points wherever the noise estimate is zero.
   */
  private double roundingBound(int left, int middle, int right) {
    double largest =
        Math.max(
            Math.abs(values[middle]), Math.max(Math.abs(values[left]), Math.abs(values[right])));
    double slope = Math.abs(values[right] - values[left]) / ((right - left) * grid.spacing());
    if (!Double.isFinite(largest) || !Double.isFinite(slope)) {
      return 0;
    }
    return 4 * Math.ulp(largest) + 2 * slope * Math.ulp(grid.length() / 2);
  }

  private static List<Double> collect(ScanGrid grid) {
    List<Double> lambdas = new ArrayList<>(grid.points());
    for (int i = 0; i < grid.points(); i++) {
      lambdas.add(grid.lambda(i));
    }
    return lambdas;
  }

  private static List<Double> list(double[] numbers) {
    List<Double> list = new ArrayList<>(numbers.length);
    for (double number : numbers) {
      list.add(number);
    }
    return list;
  }
}
