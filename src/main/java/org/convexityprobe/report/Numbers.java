package org.convexityprobe.report;

import java.math.BigDecimal;
import java.util.Locale;
import org.convexityprobe.landscape.Estimate;

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
    String mean = fixed(estimate.mean(), 3);
    return Double.isNaN(estimate.standardError())
        ? mean
        : mean + " ± " + fixed(estimate.standardError(), 3);
  }

  /** Returns a printed value, with its error where the paper has one. */
  static String withError(PaperValue value) {
    String mean = fixed(value.meanLength(), 2);
    return value.hasStandardError() ? mean + " ± " + fixed(value.standardError(), 3) : mean;
  }
}
