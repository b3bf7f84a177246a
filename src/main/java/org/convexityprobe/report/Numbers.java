package org.convexityprobe.report;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.convexityprobe.landscape.Difference;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.GroupedMean;
import org.convexityprobe.landscape.LengthSummary;

/** Numbers as the tables and captions print them, whatever the default locale. */
final class Numbers {
  /** Stands for what is not known or not there. */
  static final String NONE = "–";

  private Numbers() {}

  static String fixed(double value, int decimals) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static final Pattern MINUS = Pattern.compile("(?<![\\p{L}\\p{N}_.)])-(?=[\\d∞])");
  private static final Pattern EXPONENT = Pattern.compile("(?<=\\de)-(?=\\d)");

  /** Sets a minus sign before negative numbers, where a keyboard has but a hyphen. */
  static String minus(String text) {
    return EXPONENT.matcher(MINUS.matcher(text).replaceAll("−")).replaceAll("−");
  }

  /** Returns a round number as people write it: 0.02, 150, 1e7. */
  static String plain(double value) {
    BigDecimal number = BigDecimal.valueOf(value).stripTrailingZeros();
    double magnitude = Math.abs(value);
    return magnitude == 0 || (magnitude >= 1e-3 && magnitude < 1e5)
        ? number.toPlainString()
        : "%se%d"
            .formatted(
                number.scaleByPowerOfTen(number.scale() - number.precision() + 1),
                number.precision() - number.scale() - 1);
  }

  /** Returns a number with its sign, + included; what rounds to zero has none. */
  static String signed(double value, int decimals) {
    String magnitude = fixed(Math.abs(value), decimals);
    if (Double.isNaN(value) || magnitude.equals(fixed(0, decimals))) {
      return magnitude;
    }
    return (value > 0 ? "+" : "-") + magnitude;
  }

  /** Returns mean ± standard error; the mean alone where a single value has none. */
  static String withError(Estimate estimate) {
    return withError(estimate.mean(), estimate.standardError());
  }

  /** Returns mean ± standard error; the mean alone where a single value has none. */
  static String withError(GroupedMean estimate) {
    return withError(estimate.mean(), estimate.standardError());
  }

  private static String withError(double value, double error) {
    String mean = fixed(value, 3);
    return Double.isNaN(error) ? mean : mean + " ± " + fixed(error, 3);
  }

  /** Returns a difference with its sign and its standard error, which may not be known. */
  static String withError(Difference difference) {
    return signed(difference.mean(), 3) + " ± " + fixed(difference.standardError(), 3);
  }

  /** Returns the ends of an interval; one dash where they are not known. */
  static String interval(double lower, double upper) {
    return Double.isNaN(lower) ? NONE : signed(lower, 3) + " to " + signed(upper, 3);
  }

  /** Returns a probability, in words where it is too small to print. */
  static String probability(double value) {
    return value < 0.001 ? "< 0.001" : fixed(value, 3);
  }

  /** Returns the mean range of L for all images; a dash where those evaluated are all. */
  static String range(LengthSummary summary) {
    return summary
        .populationRange()
        .map(range -> range(range.low().mean(), range.high().mean()))
        .orElse(NONE);
  }

  /** Returns the two ends of a range of lengths. */
  static String range(double low, double high) {
    return fixed(low, 3) + " to " + fixed(high, 3);
  }

  /** Returns a printed value, with its error where the paper has one. */
  static String withError(PaperValue value) {
    String mean = fixed(value.meanLength(), 2);
    return value.printsError() ? mean + " ± " + fixed(value.standardError(), 3) : mean;
  }
}
