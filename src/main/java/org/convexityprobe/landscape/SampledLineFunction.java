package org.convexityprobe.landscape;

/**
 * A line function that is the mean over samples (images, say), φ(λ) = Σ φ_s(λ) / n, and can tell
 * the terms apart, so that the sampling error of its second differences can be estimated.
 */
public interface SampledLineFunction extends LineFunction {
  /** Returns the n terms φ_s(λ), in an order that is the same for every λ. */
  double[] samplesAt(double lambda);

  @Override
  default double valueAt(double lambda) {
    return mean(samplesAt(lambda));
  }

  /** Returns the mean of the terms, summed in their order in double precision. */
  static double mean(double[] samples) {
    double sum = 0;
    for (double sample : samples) {
      sum += sample;
    }
    return sum / samples.length;
  }
}
