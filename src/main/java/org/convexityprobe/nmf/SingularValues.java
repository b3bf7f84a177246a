package org.convexityprobe.nmf;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

/**
 * Singular values of a factor, from a decomposition of the factor itself: those of its Gram matrix
 * would lose half the digits of the small ones.
 */
public final class SingularValues {
  private SingularValues() {}

  /**
   * Returns the singular values, largest first.
   *
   * @param factor rows of {@code rank} numbers
   * @throws FactorizationException if an entry is not finite, or LAPACK does not converge
   */
  public static double[] of(double[] factor, int rank) {
    int rows = factor.length / rank;
    if (rows < 1 || rows * rank != factor.length) {
      throw new IllegalArgumentException(
          "%d numbers do not make rows of %d".formatted(factor.length, rank));
    }
    Blas.useOneThread();
    double[] values = new double[Math.min(rows, rank)];
    // Rows of r numbers are the columns of the r × n transpose, with the same singular values.
    int outcome =
        LAPACKE_dgesdd(
            LAPACK_COL_MAJOR,
            (byte) 'N',
            rank,
            rows,
            factor.clone(),
            rank,
            values,
            new double[1],
            rank,
            new double[1],
            1);
    if (outcome != 0) {
      throw new FactorizationException(
          "the singular value decomposition of a %d × %d factor failed (LAPACK says %d)"
              .formatted(rows, rank, outcome));
    }
    return values;
  }
}
