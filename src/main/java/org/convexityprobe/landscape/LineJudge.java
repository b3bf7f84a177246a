package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;

/** Turns values on a grid into verdicts and lengths. */
final class LineJudge {
  private final ScanGrid grid;
  private final double[] values;
  private final LineNoise noise;
  private final Thresholds thresholds;

  /**
   * Prepares a judgement.
   *
   * @param z threshold of a verdict in standard deviations of a second difference
   */
  LineJudge(ScanGrid grid, double[] values, LineNoise noise, double z) {
    this.grid = grid;
    this.values = values.clone();
    this.noise = noise;
    this.thresholds = new Thresholds(grid, i -> this.values[i], noise, z);
  }

  /**
   * Judges the line.
   *
   * @param sampling the errors of sampling; null where the samples are the whole population
   */
  LineScan judge(int line, LineSampling sampling) {
    List<Double> differences = new ArrayList<>();
    List<Double> margins = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    IntervalSearch search = search();
    DyadicTriples.visit(
        values.length,
        (level, left, middle, right) -> {
          double difference = DyadicTriples.difference(values[left], values[middle], values[right]);
          double threshold = thresholds.at(left, middle, right);
          Verdict verdict = Verdict.of(difference, threshold);
          if (verdict.isViolation()) {
            search.exclude(left, right);
          }
          if (level == 0) {
            differences.add(difference);
            margins.add(threshold);
            verdicts.add(verdict);
          }
        });
    return new LineScan(
        line,
        collect(grid),
        list(values),
        differences,
        margins,
        verdicts,
        noise,
        ConvexRun.of(grid, search, verdicts),
        ConvexRun.convexOnly(grid, this::isFinite, verdicts),
        sampling,
        sampling == null ? null : range(sampling),
        0,
        false,
        null);
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
          double threshold = thresholds.at(left, middle, right);
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

  private IntervalSearch search() {
    return IntervalSearch.ofFinite(values.length, this::isFinite);
  }

  private boolean isFinite(int point) {
    return Double.isFinite(values[point]);
  }

  /** Returns λ of all points. */
  static List<Double> collect(ScanGrid grid) {
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
