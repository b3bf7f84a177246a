package org.convexityprobe.landscape;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A difference of two means, and how well it is known.
 *
 * @param mean second − first
 * @param standardError its standard error; NaN where one of the two has none
 * @param degreesOfFreedom of the standard error; NaN where it is not known or both are exact
 * @param lower lower end of the 95 % interval; NaN where the error is not known
 * @param upper upper end of it
 */
public record Difference(
    double mean, double standardError, double degreesOfFreedom, double lower, double upper) {
  private static final double UPPER_TAIL = 0.975;

  /**
   * Returns the difference of two means that have nothing in common (Welch, <i>Biometrika</i> 34,
   * 1947): the variances add, and Student's t has Satterthwaite's degrees of freedom.
   */
  public static Difference unpaired(GroupedMean first, GroupedMean second) {
    double a = first.standardError() * first.standardError();
    double b = second.standardError() * second.standardError();
    double degrees =
        (a + b)
            * (a + b)
            / (share(a, first.degreesOfFreedom()) + share(b, second.degreesOfFreedom()));
    return of(second.mean() - first.mean(), Math.sqrt(a + b), degrees);
  }

  /** Returns a difference whose pairs were subtracted already. */
  public static Difference paired(GroupedMean differences) {
    return of(differences.mean(), differences.standardError(), differences.degreesOfFreedom());
  }

  private static double share(double variance, int degrees) {
    return variance == 0 ? 0 : variance * variance / degrees;
  }

  private static Difference of(double mean, double error, double degrees) {
    if (error == 0) {
      return new Difference(mean, error, Double.NaN, mean, mean);
    }
    if (Double.isNaN(error)) {
      return new Difference(mean, error, Double.NaN, Double.NaN, Double.NaN);
    }
    double reach = error * new TDistribution(degrees).inverseCumulativeProbability(UPPER_TAIL);
    return new Difference(mean, error, degrees, mean - reach, mean + reach);
  }

  /**
   * Returns the difference in standard errors: 0 for equal means even if neither varies, infinite
   * for different ones that do not vary, NaN where the error is not known.
   */
  public double inStandardErrors() {
    return mean == 0 && !Double.isNaN(standardError) ? 0 : mean / standardError;
  }

  /**
   * Returns the probability of a difference at least as large in either direction where there is
   * none, by Student's t; NaN where the error is not known.
   */
  public double probability() {
    double errors = Math.abs(inStandardErrors());
    if (Double.isNaN(errors) || errors == 0 || Double.isInfinite(errors)) {
      return Double.isNaN(errors) ? Double.NaN : errors == 0 ? 1 : 0;
    }
    return 2 * new TDistribution(degreesOfFreedom).cumulativeProbability(-errors);
  }
}
