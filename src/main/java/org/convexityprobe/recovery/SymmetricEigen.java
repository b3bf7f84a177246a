package org.convexityprobe.recovery;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;
import org.convexityprobe.nmf.FactorizationException;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by LAPACK. Hipparchus's decomposition does
 * not converge for matrices with many eigenvalues of 0, which Hessians at critical points have.
 */
final class SymmetricEigen {
  private final double[] values;

  /** One vector after the other. */
  private final double[] vectors;

  private SymmetricEigen(double[] values, double[] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes a matrix.
   *
   * @param matrix n × n, row by row, symmetric but for rounding: its mean with its transpose is
   *     meant
   * @throws FactorizationException if an entry is not finite, or LAPACK does not converge
   */
  static SymmetricEigen of(double[][] matrix) {
    int size = matrix.length;
    double[] vectors = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        vectors[i * size + j] = (matrix[i][j] + matrix[j][i]) / 2;
      }
    }
    double[] values = new double[size];
    // The bits of OpenBLAS's results depend on its threads; one is the same on all machines.
    openblas.blas_set_num_threads(1);
    int outcome =
        LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'L', size, vectors, size, values);
    if (outcome != 0) {
      throw new FactorizationException(
          "the eigenvalues of a %d × %d matrix cannot be computed (LAPACK says %d)"
              .formatted(size, size, outcome));
    }
    return new SymmetricEigen(values, vectors);
  }

  /** Returns n. */
  int size() {
    return values.length;
  }

  /** Returns an eigenvalue; index 0 is that of the smallest. */
  double value(int index) {
    return values[index];
  }

  /** Returns its eigenvector of length 1. */
  double[] vector(int index) {
    return Arrays.copyOfRange(vectors, index * values.length, (index + 1) * values.length);
  }
}
