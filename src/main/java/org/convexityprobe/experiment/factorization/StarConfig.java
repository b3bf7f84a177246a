package org.convexityprobe.experiment.factorization;

/**
 * Which star-convex function is drawn.
 *
 * @param exponent p, above 0 and below 1
 */
public record StarConfig(double exponent) {
  /** p = ½. */
  public static final StarConfig DEFAULT = new StarConfig(0.5);

  /** Checks the exponent. */
  public StarConfig {
    if (!(exponent > 0 && exponent < 1)) {
      throw new IllegalArgumentException(
          "exponent is %s; expected above 0 and below 1, where the function is not convex"
              .formatted(exponent));
    }
  }

  /** Returns the function at a point. */
  double valueAt(double x, double y) {
    return Math.pow(
        Math.pow(Math.abs(x), exponent) + Math.pow(Math.abs(y), exponent), 1 / exponent);
  }
}
