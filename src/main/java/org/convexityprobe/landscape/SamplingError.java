package org.convexityprobe.landscape;

/**
 * How the sampling error of second differences enters the verdicts, when the function is a mean
 * over a random subset (of the training images, say).
 *
 * @param z how many standard errors a second difference must exceed to be decided; 2 by default
 * @param population size of the population that the samples were drawn from; 0 when the samples are
 *     the whole population, or when their sampling error is of no interest
 * @param finitePopulationCorrection whether the variance is reduced by 1 − n/N, since the samples
 *     were drawn without replacement
 */
public record SamplingError(double z, long population, boolean finitePopulationCorrection) {
  /** No sampling error. */
  public static final SamplingError NONE = new SamplingError(2, 0, true);

  /** Checks that z is not negative and the population not either. */
  public SamplingError {
    if (!(z >= 0) || Double.isInfinite(z)) {
      throw new IllegalArgumentException("sampling z: %s; expected at least 0".formatted(z));
    }
    if (population < 0) {
      throw new IllegalArgumentException(
          "population: %d; expected at least 0".formatted(population));
    }
  }

  /** Returns the default treatment of a subset drawn without replacement. */
  public static SamplingError ofSubset(long population) {
    return new SamplingError(2, population, true);
  }

  boolean matters(int samples) {
    return z > 0 && samples < population;
  }

  /** Returns the standard error of a mean of n terms of standard deviation {@code deviation}. */
  double standardError(double deviation, int samples) {
    double correction = finitePopulationCorrection ? 1 - (double) samples / population : 1;
    return deviation * Math.sqrt(correction / samples);
  }
}
