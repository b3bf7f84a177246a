package org.convexityprobe.landscape;

import java.util.stream.IntStream;

/**
 * A share Σ a_i / Σ b_i over lines, which are drawn independently of each other; points of one line
 * are not.
 *
 * @param value the share, 0 to 1; NaN where Σ b_i is 0
 * @param standardError its standard error from the variation between lines, √(n/(n−1) Σ (a_i − R
 *     b_i)²) / Σ b_i with R the share, that of a ratio estimate (Cochran, Sampling Techniques,
 *     1977, chapter 6); NaN for a single line
 */
public record Share(double value, double standardError) {
  /**
   * Estimates a share.
   *
   * @param parts a_i, one for each line
   * @param wholes b_i
   */
  static Share of(double[] parts, double[] wholes) {
    int lines = parts.length;
    double whole = IntStream.range(0, lines).mapToDouble(i -> wholes[i]).sum();
    double value = IntStream.range(0, lines).mapToDouble(i -> parts[i]).sum() / whole;
    double squares =
        IntStream.range(0, lines).mapToDouble(i -> Math.pow(parts[i] - value * wholes[i], 2)).sum();
    double error = lines < 2 ? Double.NaN : Math.sqrt(squares * lines / (lines - 1)) / whole;
    return new Share(value, error);
  }
}
