package org.convexityprobe.landscape;

import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Estimates a mean with its standard error and its bootstrap percentile interval (Efron and
 * Tibshirani, <i>An Introduction to the Bootstrap</i>, 1993, chapter 13). The values are resampled
 * with replacement; the same seed and values give the same interval.
 *
 * @param seed seed of the resampling
 * @param resamples number of resamples, at least 1; 10,000 by default
 * @param confidence coverage of the interval, between 0 and 1; 0.95 by default
 */
public record Bootstrap(long seed, int resamples, double confidence) {
  /** 10,000 resamples and a 95 % interval. */
  public static final Bootstrap DEFAULT = new Bootstrap(1, 10_000, 0.95);

  /** Checks the ranges. */
  public Bootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException(
          "bootstrap resamples: %d; expected at least 1".formatted(resamples));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence: %s; expected a number between 0 and 1".formatted(confidence));
    }
  }

  /**
   * Estimates the mean of a sample.
   *
   * @throws IllegalArgumentException if the sample is empty
   */
  public Estimate mean(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values to take the mean of");
    }
    double standardError =
        values.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(values) / values.length);
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(resampledMeans(values));
    double tail = 50 * (1 - confidence);
    return new Estimate(
        StatUtils.mean(values),
        standardError,
        percentile.evaluate(tail),
        percentile.evaluate(100 - tail),
        values.length);
  }

  private double[] resampledMeans(double[] values) {
    UniformRandomProvider random = GaussianSource.generator(seed, 0);
    double[] means = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    return means;
  }
}
