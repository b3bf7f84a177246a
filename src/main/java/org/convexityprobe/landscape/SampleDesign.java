package org.convexityprobe.landscape;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How the samples that a function is a mean over were drawn: at random and without replacement from
 * each stratum of a population by itself (the classes of images, say). Gives the estimate of the
 * population's mean and its standard error: Cochran, <i>Sampling Techniques</i>, 3rd edition, 1977,
 * §5.3 and §5.4.
 */
public final class SampleDesign {
  private final int[] strata;
  private final int[] sizes;
  private final long[] population;

  private SampleDesign(int[] strata, long[] population) {
    this.strata = strata;
    this.population = population;
    sizes = new int[population.length];
    IntStream.of(strata).forEach(stratum -> sizes[stratum]++);
  }

  /** Returns the design of samples drawn from a population as a whole. */
  public static SampleDesign simple(int samples, long population) {
    return stratified(new int[samples], new long[] {population});
  }

  /**
   * Returns the design of samples drawn from each stratum by itself. Strata are pooled into one
   * where the spread in one of them cannot be known: one sample, or none, of several.
   *
   * @param strata the stratum of each sample, from 0
   * @param population the size of each stratum in the population
   * @throws IllegalArgumentException if a stratum has more samples than it is large
   */
  public static SampleDesign stratified(int[] strata, long[] population) {
    SampleDesign design = new SampleDesign(strata.clone(), population.clone());
    if (strata.length == 0) {
      throw new IllegalArgumentException("no samples; expected at least one");
    }
    boolean known = true;
    for (int stratum = 0; stratum < population.length; stratum++) {
      int size = design.sizes[stratum];
      if (size > population[stratum]) {
        throw new IllegalArgumentException(
            "%d samples of a stratum of %d; expected at most as many"
                .formatted(size, population[stratum]));
      }
      known &= size >= 2 || size == population[stratum];
    }
    return known || population.length == 1
        ? design
        : simple(strata.length, design.populationSize());
  }

  /** Returns the number of samples. */
  public int samples() {
    return strata.length;
  }

  /** Returns the size of the population. */
  public long populationSize() {
    return LongStream.of(population).sum();
  }

  /** Returns whether the samples are the whole population: then there is nothing to estimate. */
  public boolean isWhole() {
    return samples() == populationSize();
  }

  /** Returns the estimated mean of the population: that of each stratum, weighted by its size. */
  double mean(double[] terms) {
    double[] sums = new double[population.length];
    for (int i = 0; i < terms.length; i++) {
      sums[strata[i]] += terms[i];
    }
    double mean = 0;
    for (int stratum = 0; stratum < sums.length; stratum++) {
      if (sizes[stratum] > 0) {
        mean += weight(stratum) * (sums[stratum] / sizes[stratum]);
      }
    }
    return mean;
  }

  /**
   * Returns the standard error of that estimate, with the finite-population factor: 0 where a
   * stratum is sampled whole; infinite where one sample of several says nothing of their spread.
   */
  double standardError(double[] terms) {
    double[] means = new double[population.length];
    double[] squares = new double[population.length];
    int[] seen = new int[population.length];
    // Welford's update: one pass, and no cancellation between large terms.
    for (int i = 0; i < terms.length; i++) {
      int stratum = strata[i];
      double deviation = terms[i] - means[stratum];
      means[stratum] += deviation / ++seen[stratum];
      squares[stratum] += deviation * (terms[i] - means[stratum]);
    }
    double variance = 0;
    for (int stratum = 0; stratum < means.length; stratum++) {
      variance += weight(stratum) * weight(stratum) * variance(stratum, squares[stratum]);
    }
    return Double.isNaN(variance) ? Double.POSITIVE_INFINITY : Math.sqrt(variance);
  }

  /** Returns the variance of one stratum's mean. */
  private double variance(int stratum, double squares) {
    int size = sizes[stratum];
    if (size == population[stratum]) {
      return 0;
    }
    double unsampled = 1 - (double) size / population[stratum];
    return unsampled * squares / (size - 1.0) / size;
  }

  private double weight(int stratum) {
    return (double) population[stratum] / populationSize();
  }

  @Override
  public String toString() {
    return "%d of %d, by strata %s of %s"
        .formatted(
            samples(), populationSize(), Arrays.toString(sizes), Arrays.toString(population));
  }
}
