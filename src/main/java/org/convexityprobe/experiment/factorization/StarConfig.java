package org.convexityprobe.experiment.factorization;

/**
 * Which star-convex function is drawn.
 *
 * @param exponent p, at least 0.001 and below 1
 */
public record StarConfig(double exponent) {
  /** p = ½. */
  public static final StarConfig DEFAULT = new StarConfig(0.5);

  /** Below some 1/1024, the value 2^(1/p) at (1, 1) is no finite number. */
  private static final double LEAST = 0.001;

  /** Checks the exponent. */
  public StarConfig {
    if (!(exponent >= LEAST && exponent < 1)) {
      throw new IllegalArgumentException(
          "exponent is %s; expected at least %s, as the function has values of 2^(1/p), and below 1, where it is not convex"
              .formatted(exponent, LEAST));
    }
  }

  /** Returns the function at a point. */
  double valueAt(double x, double y) {
    return Math.pow(
        Math.pow(Math.abs(x), exponent) + Math.pow(Math.abs(y), exponent), 1 / exponent);
  }
}
