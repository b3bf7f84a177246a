package org.convexityprobe.landscape;

/**
 * What a simple random sample without replacement says of a population's mean, with one-sided
 * bounds that allow for skewness.
 *
 * <p>A mean of which a few members carry most is estimated too far on one side by samples that miss
 * some of them, and its standard error too small. The bounds are z standard errors away, and (2z² +
 * 1)|γ|/(6√n) more on the side of the long tail: the first term of the Cornish–Fisher expansion of
 * Student's t (Johnson, <i>J. Am. Stat. Assoc.</i> 73, 1978; Hall, <i>J. R. Stat. Soc. B</i> 54,
 * 1992). What skewness would take away on the other side is not taken.
 *
 * @param count members in the sample
 * @param mean their mean
 * @param standardError of the mean, with the finite-population factor; 0 for the whole population
 * @param skewness γ/√n: the skewness of the sample over the root of its size, n enlarged by the
 *     finite-population factor; 0 for the whole population
 */
record SampleMoments(int count, double mean, double standardError, double skewness) {
  /**
   * Returns the moments of a sample.
   *
   * @param terms the sample
   * @param population size of the population
   */
  static SampleMoments of(double[] terms, int population) {
    int count = terms.length;
    double mean = SampledLineFunction.mean(terms);
    double squares = 0;
    double cubes = 0;
    for (double term : terms) {
      double deviation = term - mean;
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    double unsampled = 1 - (double) count / population;
    if (unsampled == 0 || squares == 0) {
      return new SampleMoments(count, mean, 0, 0);
    }
    double error = Math.sqrt(unsampled * squares / (count - 1.0) / count);
    double deviation = Math.sqrt(squares / count);
    double skewness = cubes / count / (deviation * deviation * deviation);
    return new SampleMoments(count, mean, error, skewness * Math.sqrt(unsampled / count));
  }

  /** Returns a lower bound of the population's mean, z standard errors below or more. */
  double lower(double z) {
    return standardError == 0 ? mean : mean - (z + tail(z, -skewness)) * standardError;
  }

  /** Returns an upper bound of the population's mean, z standard errors above or more. */
  double upper(double z) {
    return standardError == 0 ? mean : mean + (z + tail(z, skewness)) * standardError;
  }

  private static double tail(double z, double towards) {
    return Math.max(0, towards) * (2 * z * z + 1) / 6;
  }
}
