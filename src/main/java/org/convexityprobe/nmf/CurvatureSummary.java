package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * Curvature over all lines from optima to random points (Fig. 5 and 6 of the AAAI paper).
 *
 * <p>Lines that share an optimum or a point are not independent, so the intervals come from
 * resampling optima and points each (the pigeonhole bootstrap; Owen, 2007). With fewer than some 20
 * optima or points they are too narrow; with one optimum they hold no variation between optima.
 *
 * @param optima number of optima
 * @param points number of random points
 * @param mean μ of α, with its interval
 * @param deviation σ of α
 * @param relativeDeviation σ/μ, with its interval
 * @param minimum least α
 * @param convexEverywhere share of lines with ℓ'' ≥ 0 everywhere (Eq. 3)
 * @param convex share of lines with α ≥ 0
 * @param starConvex share star-convex along the ray from the optimum
 * @param chord share under the chord (Definition 1)
 */
public record CurvatureSummary(
    int optima,
    int points,
    Interval mean,
    double deviation,
    Interval relativeDeviation,
    double minimum,
    Interval convexEverywhere,
    Interval convex,
    Interval starConvex,
    Interval chord) {
  private static final int RESAMPLES = 1000;

  /**
   * A value with its 95 % bootstrap interval.
   *
   * @param value over all lines
   * @param lower 2.5 % quantile over resamples
   * @param upper 97.5 % quantile over resamples
   */
  public record Interval(double value, double lower, double upper) {}

  /**
   * Summarises lines.
   *
   * @param quartics {@code [optimum][point]}, the optimum at λ = 0, per observed entry
   * @param seed of the resampling
   */
  public static CurvatureSummary of(Quartic[][] quartics, long seed) {
    double[][] alpha = table(quartics, Quartic::minimumCurvature);
    double[] all = Arrays.stream(alpha).flatMapToDouble(Arrays::stream).toArray();
    Resampling resampling = new Resampling(quartics.length, quartics[0].length, seed);
    return new CurvatureSummary(
        quartics.length,
        quartics[0].length,
        resampling.interval(alpha, StatUtils::mean),
        Math.sqrt(StatUtils.variance(all)),
        resampling.interval(alpha, x -> Math.sqrt(StatUtils.variance(x)) / StatUtils.mean(x)),
        StatUtils.min(all),
        share(resampling, quartics, q -> q.tests().convexEverywhere()),
        share(resampling, quartics, q -> q.tests().convexOnSegment()),
        share(resampling, quartics, q -> q.tests().starConvex()),
        share(resampling, quartics, q -> q.tests().chord()));
  }

  private static Interval share(
      Resampling resampling, Quartic[][] quartics, java.util.function.Predicate<Quartic> test) {
    double[][] passed = table(quartics, quartic -> test.test(quartic) ? 1 : 0);
    return resampling.interval(passed, StatUtils::mean);
  }

  private static double[][] table(Quartic[][] quartics, ToDoubleFunction<Quartic> value) {
    return Arrays.stream(quartics)
        .map(row -> Arrays.stream(row).mapToDouble(value).toArray())
        .toArray(double[][]::new);
  }

  /** Draws rows and columns of a table with replacement. */
  private record Resampling(int rows, int columns, long seed) {
    Interval interval(double[][] table, ToDoubleFunction<double[]> statistic) {
      double[] values = new double[RESAMPLES];
      UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
      for (int i = 0; i < RESAMPLES; i++) {
        values[i] = statistic.applyAsDouble(resample(table, random));
      }
      Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
      percentile.setData(values);
      double[] all = Arrays.stream(table).flatMapToDouble(Arrays::stream).toArray();
      return new Interval(
          statistic.applyAsDouble(all), percentile.evaluate(2.5), percentile.evaluate(97.5));
    }

    private double[] resample(double[][] table, UniformRandomProvider random) {
      int[] chosen = random.ints(columns, 0, columns).toArray();
      double[] values = new double[rows * columns];
      int next = 0;
      for (int i = 0; i < rows; i++) {
        double[] row = table[random.nextInt(rows)];
        for (int column : chosen) {
          values[next++] = row[column];
        }
      }
      return values;
    }
  }
}
