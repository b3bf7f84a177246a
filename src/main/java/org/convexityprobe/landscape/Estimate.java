package org.convexityprobe.landscape;

import java.util.Locale;

/**
 * A mean and how well it is known.
 *
 * @param mean the mean over {@code count} values
 * @param standardError SD/√n with the unbiased variance; NaN for a single value
 * @param lower lower end of the bootstrap percentile interval
 * @param upper upper end of it
 * @param count number of values n
 */
public record Estimate(double mean, double standardError, double lower, double upper, int count) {
  /** Returns the mean and its error, such as {@code 0.613 ± 0.011}; a single value has no error. */
  public String inWords() {
    String words = String.format(Locale.ROOT, "%.3f", mean);
    return Double.isNaN(standardError)
        ? words
        : words + String.format(Locale.ROOT, " ± %.3f", standardError);
  }

  /** Returns the same with four digits of the mean, and one of its error. */
  public String inDigits() {
    String words = String.format(Locale.ROOT, "%.4g", mean);
    return Double.isNaN(standardError)
        ? words
        : words + String.format(Locale.ROOT, " ± %.1g", standardError);
  }

  /** Returns how far this mean is from an exactly known value, in standard errors. */
  public double standardErrorsFrom(double reference) {
    return standardErrorsFrom(reference, 0);
  }

  /**
   * Returns how far this mean is above a reference that has a standard error of its own, in
   * standard errors of the difference: (mean − reference) / √(SE² + SE_ref²). Two equal means are 0
   * apart even if neither varies; two different ones that do not vary are infinitely far apart.
   */
  public double standardErrorsFrom(double reference, double referenceStandardError) {
    double difference = mean - reference;
    return difference == 0 ? 0 : difference / Math.hypot(standardError, referenceStandardError);
  }
}
