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
  private final int samples;

  /** The samples of each stratum. */
  private final int[][] members;

  private final long[] population;
  private final long populationSize;

  private SampleDesign(int[] strata, long[] population) {
    samples = strata.length;
    this.population = population.clone();
    this.populationSize = LongStream.of(population).sum();
    members = new int[population.length][];
    for (int stratum = 0; stratum < members.length; stratum++) {
      int wanted = stratum;
      members[stratum] =
          IntStream.range(0, samples).filter(sample -> strata[sample] == wanted).toArray();
    }
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
    SampleDesign design = new SampleDesign(strata, population);
    if (strata.length == 0) {
      throw new IllegalArgumentException("no samples; expected at least one");
    }
    boolean known = true;
    for (int stratum = 0; stratum < population.length; stratum++) {
      int size = design.members[stratum].length;
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
    return samples;
  }

  /** Returns the size of the population. */
  public long populationSize() {
    return populationSize;
  }

  /** Returns whether the samples are the whole population: then there is nothing to estimate. */
  public boolean isWhole() {
    return samples() == populationSize();
  }

  /** Returns the number of strata. */
  int strata() {
    return members.length;
  }

  /** Returns the samples of a stratum. Not copied. */
  int[] members(int stratum) {
    return members[stratum];
  }

  /** Returns the share of a stratum that is not in the sample. */
  double unsampled(int stratum) {
    return population[stratum] == 0
        ? 0
        : 1 - (double) members[stratum].length / population[stratum];
  }

  /** Returns the share of the population that is in a stratum. */
  double weight(int stratum) {
    return (double) population[stratum] / populationSize;
  }

  /** Returns the estimated mean of the population: that of each stratum, weighted by its size. */
  double mean(double[] terms) {
    double mean = 0;
    for (int stratum = 0; stratum < members.length; stratum++) {
      if (members[stratum].length > 0) {
        mean += weight(stratum) * mean(stratum, terms);
      }
    }
    return mean;
  }

  /** Returns the mean of a stratum's terms. */
  double mean(int stratum, double[] terms) {
    double sum = 0;
    for (int sample : members[stratum]) {
      sum += terms[sample];
    }
    return sum / members[stratum].length;
  }

  /**
   * Returns the standard error of that estimate, with the finite-population factor: 0 where all
   * strata are sampled whole; infinite where one sample of several says nothing of their spread.
   */
  double standardError(double[] terms) {
    double variance = 0;
    for (int stratum = 0; stratum < members.length; stratum++) {
      double unsampled = unsampled(stratum);
      if (unsampled > 0) {
        double weight = weight(stratum);
        variance += weight * weight * unsampled * varianceOfMean(stratum, terms);
      }
    }
    return Double.isNaN(variance) ? Double.POSITIVE_INFINITY : Math.sqrt(variance);
  }

  private double varianceOfMean(int stratum, double[] terms) {
    double mean = mean(stratum, terms);
    double squares = 0;
    for (int sample : members[stratum]) {
      squares += (terms[sample] - mean) * (terms[sample] - mean);
    }
    int size = members[stratum].length;
    return squares / (size - 1.0) / size;
  }

  @Override
  public String toString() {
    return "%d of %d, by strata %s of %s"
        .formatted(
            samples(),
            populationSize(),
            Arrays.toString(Arrays.stream(members).mapToInt(stratum -> stratum.length).toArray()),
            Arrays.toString(population));
  }
}
