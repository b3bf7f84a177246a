package org.convexityprobe.report;

/**
 * A convexity length that a paper prints.
 *
 * @param source paper and table
 * @param meanLength mean length over 25 lines of length 1
 * @param standardError its standard error; NaN where the paper prints none
 */
public record PaperValue(String source, double meanLength, double standardError) {
  /** Returns whether the paper prints a standard error. */
  public boolean hasStandardError() {
    return !Double.isNaN(standardError);
  }
}
