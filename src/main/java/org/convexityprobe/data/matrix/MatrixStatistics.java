package org.convexityprobe.data.matrix;

/**
 * What the observed entries of a matrix look like.
 *
 * @param mean their mean x̄
 * @param standardDeviation their standard deviation, divided by N and not N − 1
 * @param minimum the smallest
 * @param maximum the largest
 * @param negative how many are below zero
 * @param notFinite how many are NaN or infinite; the other fields leave them out
 * @param emptyRows rows of which nothing was observed
 * @param emptyColumns columns of which nothing was observed
 */
public record MatrixStatistics(
    double mean,
    double standardDeviation,
    double minimum,
    double maximum,
    int negative,
    int notFinite,
    int emptyRows,
    int emptyColumns) {

  /** Numbers of fewer binary digits before or behind the point have squares, and sums of them. */
  private static final int SAFE = 400;

  /** Computes the statistics of a matrix, each from a pass of its own. */
  public static MatrixStatistics of(RealMatrix matrix) {
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    int negative = 0;
    int notFinite = 0;
    for (double value : matrix.values()) {
      if (Double.isFinite(value)) {
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
        negative += value < 0 ? 1 : 0;
      } else {
        notFinite++;
      }
    }
    int finite = matrix.observedCount() - notFinite;
    double unit = unit(Math.max(Math.abs(minimum), Math.abs(maximum)));
    double mean = mean(matrix.values(), unit, finite);
    return new MatrixStatistics(
        mean / unit,
        deviation(matrix.values(), mean, unit, finite) / unit,
        minimum,
        maximum,
        negative,
        notFinite,
        emptyRows(matrix),
        emptyRows(matrix instanceof ObservedMatrix observed ? observed.transposed() : matrix));
  }

  /** Returns what entries are multiplied by so that their squares are numbers: mostly 1. */
  private static double unit(double largest) {
    int exponent = Double.isFinite(largest) ? Math.getExponent(largest) : 0;
    return Math.abs(exponent) < SAFE ? 1 : Math.scalb(1.0, -exponent);
  }

  private static double mean(double[] values, double unit, int finite) {
    double sum = 0;
    for (double value : values) {
      sum += Double.isFinite(value) ? value * unit : 0;
    }
    return sum / finite;
  }

  private static double deviation(double[] values, double mean, double unit, int finite) {
    double squares = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        squares += (value * unit - mean) * (value * unit - mean);
      }
    }
    return Math.sqrt(squares / finite);
  }

  private static int emptyRows(RealMatrix matrix) {
    int empty = 0;
    if (matrix instanceof ObservedMatrix observed) {
      for (int i = 0; i < observed.rows(); i++) {
        empty += observed.rowCount(i) == 0 ? 1 : 0;
      }
    }
    return empty;
  }

  /**
   * Checks that the matrix can be factorised into non-negative factors.
   *
   * @throws IllegalArgumentException if an entry is negative or not finite, or all are equal
   */
  public void requireFactorizable() {
    if (notFinite > 0) {
      throw new IllegalArgumentException(
          "%d entries are NaN or infinite; expected finite numbers; remove or replace them"
              .formatted(notFinite));
    }
    if (negative > 0) {
      throw new IllegalArgumentException(
          ("%d entries are negative (smallest %g); expected none; set them to zero with"
                  + " --clip-negative, or use other data")
              .formatted(negative, minimum));
    }
    if (!(mean > 0)) {
      throw new IllegalArgumentException(
          "all observed entries are zero; expected a matrix with a positive mean");
    }
    // The mean of equal numbers may differ from them by rounding.
    if (!(minimum < maximum) || !(standardDeviation > 0)) {
      throw new IllegalArgumentException(
          "all observed entries equal %g; expected a positive standard deviation to scale by"
              .formatted(minimum));
    }
    if (Double.isInfinite(1 / standardDeviation)) {
      throw new IllegalArgumentException(
          "the standard deviation %g is too small to divide by; multiply the entries by a power of ten"
              .formatted(standardDeviation));
    }
  }
}
