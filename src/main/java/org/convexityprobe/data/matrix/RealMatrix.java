package org.convexityprobe.data.matrix;

/**
 * A real matrix X of n rows and m columns: {@link DenseMatrix every entry observed} or {@link
 * ObservedMatrix only some}. Immutable by agreement: nobody writes to the arrays it hands out.
 */
public sealed interface RealMatrix permits DenseMatrix, ObservedMatrix {
  /** Returns n, the number of rows. */
  int rows();

  /** Returns m, the number of columns. */
  int columns();

  /** Returns N, the number of observed entries; n·m for a dense matrix. */
  int observedCount();

  /** Returns the observed entries, row after row; the array itself, not a copy. */
  double[] values();

  /** Returns the matrix with rows and columns exchanged. */
  RealMatrix transposed();

  /** Returns the same matrix with every observed entry multiplied by a factor. */
  RealMatrix scaledBy(double factor);

  /**
   * Returns the matrix of the chosen rows and columns, in the order given.
   *
   * @param chosenRows row indices, none twice
   * @param chosenColumns column indices, none twice
   */
  RealMatrix select(int[] chosenRows, int[] chosenColumns);

  /** Returns the share of entries that are observed, N / (n·m). */
  default double observedFraction() {
    return observedCount() / ((double) rows() * columns());
  }

  /**
   * Returns the matrix divided by the standard deviation of its observed entries, not centred, so
   * that losses and curvatures of different data sets can be compared.
   *
   * @throws IllegalArgumentException if an entry is negative or not finite, or all are equal
   */
  default RealMatrix withUnitVariance() {
    MatrixStatistics statistics = MatrixStatistics.of(this);
    statistics.requireFactorizable();
    return scaledBy(1 / statistics.standardDeviation());
  }
}
