package org.convexityprobe.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Round heights for contour lines: 1, 2 and 5 times powers of ten, or evenly spaced. */
final class ContourLevels {
  private static final int MOST = 12;

  private static final double[] ROUND = {1, 2, 5};

  private ContourLevels() {}

  /** Returns evenly spaced round numbers strictly between two heights, at most twelve. */
  static List<Double> linear(double low, double high) {
    for (int exponent = (int) Math.floor(Math.log10((high - low) / MOST)); ; exponent++) {
      for (double mantissa : ROUND) {
        double step = mantissa * Math.pow(10, exponent);
        if ((high - low) / step < MOST) {
          return multiples(step, low, high);
        }
      }
    }
  }

  private static List<Double> multiples(double step, double low, double high) {
    List<Double> levels = new ArrayList<>();
    // A long, since k + 1 may be k in a double where the heights differ by rounding alone.
    for (long k = (long) Math.floor(low / step) + 1; multiple(step, k) < high; k++) {
      double level = multiple(step, k);
      if (level > low && (levels.isEmpty() || level > levels.get(levels.size() - 1))) {
        levels.add(level);
      }
    }
    return levels;
  }

  /** 3 · 0.1 is 0.30000000000000004, which nobody wants to read. */
  private static double multiple(double step, long k) {
    return BigDecimal.valueOf(rounded(step)).multiply(BigDecimal.valueOf(k)).doubleValue();
  }

  /**
   * Returns round numbers strictly between two positive heights, evenly spaced on a logarithmic
   * scale: as many in each power of ten as make at most twelve in all.
   */
  static List<Double> logarithmic(double low, double high) {
    double[][] choices = {{1, 1.5, 2, 3, 5, 7}, ROUND, {1, 3}, {1}};
    for (double[] mantissas : choices) {
      List<Double> levels = decades(mantissas, 1, low, high);
      if (levels.size() <= MOST) {
        return levels;
      }
    }
    int every = (int) Math.ceil(Math.log10(high / low) / MOST);
    return decades(new double[] {1}, every, low, high);
  }

  private static List<Double> decades(double[] mantissas, int every, double low, double high) {
    List<Double> levels = new ArrayList<>();
    for (int exponent = (int) Math.floor(Math.log10(low));
        Math.pow(10, exponent) < high;
        exponent += every) {
      for (double mantissa : mantissas) {
        double level = rounded(mantissa * Math.pow(10, exponent));
        if (level > low && level < high) {
          levels.add(level);
        }
      }
    }
    return levels;
  }

  /** A product with a power of ten may end in 0000000004. */
  private static double rounded(double level) {
    return BigDecimal.valueOf(level).round(new MathContext(4)).doubleValue();
  }
}
