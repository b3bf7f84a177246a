package org.convexityprobe.landscape;

/**
 * The computational noise of a function near one point.
 *
 * @param lambda the point
 * @param sigma standard deviation of the noise, in the function's units; NaN where a value was not
 *     finite
 * @param spacing distance of the evaluations that it was read from
 * @param outcome how it was found
 */
public record NoiseEstimate(double lambda, double sigma, double spacing, Outcome outcome) {
  /** How an estimate was found. */
  public enum Outcome {
    /** The difference table levelled off: the noise proper. */
    DETECTED,
    /** The function did not change at any spacing tried: no noise. */
    CONSTANT,
    /** The table did not level off: an upper bound, since curvature only adds to it. */
    BOUNDED,
    /** A value was NaN or infinite: no estimate. */
    NON_FINITE
  }
}
