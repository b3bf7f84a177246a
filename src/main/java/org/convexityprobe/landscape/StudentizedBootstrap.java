package org.convexityprobe.landscape;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How many standard errors hold for many means at once: a bootstrap of the largest studentized
 * deviation (Davison and Hinkley, <i>Bootstrap Methods and their Application</i>, 1997, §2.4 and
 * §5.2; its largest value over means as Romano and Wolf, <i>Econometrica</i> 73(4), 2005).
 *
 * <p>All means are over the same samples. A resample draws from each stratum as many samples as it
 * has, with replacement; t* = (mean* − mean) / SE* is computed for every mean with the resample's
 * own standard error, and its largest and its smallest value over all means are kept. Their
 * quantiles are the critical values. Samples of which a few carry most of a mean give skewed t*,
 * and so an interval that reaches further to the one side than to the other; normal quantiles would
 * cover too little: of means over 200 losses of a trained network 72 % instead of 95 %.
 *
 * <p>Takes about 1 ns for each sample, mean and resample.
 */
final class StudentizedBootstrap {
  /** Resamples: the 97.5th percentile is the 975th of the sorted values. */
  static final int RESAMPLES = 999;

  private final SampleDesign design;

  /** How often each sample is in each resample, stratum after stratum. */
  private final byte[][] counts = new byte[RESAMPLES][];

  private final double[] largest = new double[RESAMPLES];
  private final double[] smallest = new double[RESAMPLES];

  /** Draws the resamples. */
  StudentizedBootstrap(SampleDesign design, long seed) {
    this.design = design;
    UniformRandomProvider random = GaussianSource.generator(seed, design.samples());
    for (int b = 0; b < RESAMPLES; b++) {
      counts[b] = new byte[design.samples()];
      int start = 0;
      for (int stratum = 0; stratum < design.strata(); stratum++) {
        int size = design.members(stratum).length;
        for (int draw = 0; draw < size; draw++) {
          counts[b][start + random.nextInt(size)]++;
        }
        start += size;
      }
    }
  }

  /**
   * Adds a mean.
   *
   * @param terms one of each sample
   */
  void add(double[] terms) {
    double[] centred = new double[terms.length];
    int next = 0;
    for (int stratum = 0; stratum < design.strata(); stratum++) {
      double mean = design.mean(stratum, terms);
      for (int sample : design.members(stratum)) {
        centred[next++] = terms[sample] - mean;
      }
    }
    for (int b = 0; b < RESAMPLES; b++) {
      double deviation = deviation(centred, counts[b]);
      largest[b] = Math.max(largest[b], deviation);
      smallest[b] = Math.min(smallest[b], deviation);
    }
  }

  /** Returns t* of one resample. */
  private double deviation(double[] centred, byte[] weights) {
    double difference = 0;
    double variance = 0;
    int start = 0;
    for (int stratum = 0; stratum < design.strata(); stratum++) {
      int size = design.members(stratum).length;
      double unsampled = design.unsampled(stratum);
      if (unsampled > 0) {
        double sum = 0;
        double squares = 0;
        for (int i = start; i < start + size; i++) {
          double term = weights[i] * centred[i];
          sum += term;
          squares += term * centred[i];
        }
        double weight = design.weight(stratum);
        difference += weight * Math.sqrt(unsampled) * sum / size;
        variance +=
            weight
                * weight
                * unsampled
                * Math.max(0, squares - sum * sum / size)
                / (size - 1.0)
                / size;
      }
      start += size;
    }
    return difference == 0 ? 0 : difference / Math.sqrt(variance);
  }

  /**
   * Returns how many standard errors all of the true means lie at most above their estimates, but
   * for a share {@code tail} of the resamples; infinite where there are too few of them to tell.
   */
  double above(double tail) {
    return quantile(Arrays.stream(smallest).map(t -> -t), tail);
  }

  /** Returns how many standard errors all of the true means lie at most below their estimates. */
  double below(double tail) {
    return quantile(Arrays.stream(largest), tail);
  }

  private static double quantile(DoubleStream values, double tail) {
    double[] sorted = values.sorted().toArray();
    int rank = (int) Math.ceil((1 - tail) * (RESAMPLES + 1) - 1e-9);
    return rank > RESAMPLES ? Double.POSITIVE_INFINITY : sorted[rank - 1];
  }
}
