package org.convexityprobe.nmf;

/** Linear algebra on arrays of the Java heap that are small enough to stay in the cache. */
final class LinearAlgebra {
  /** Interleaved sums of an inner product, so that an addition does not wait for another. */
  static final int INTERLEAVED = 4;

  private LinearAlgebra() {}

  /** Returns Σ x_i y_i. */
  static double dot(double[] x, double[] y) {
    return dot(x, 0, y, 0, x.length);
  }

  static double dot(double[] x, int xStart, double[] y, int yStart, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += x[xStart + i] * y[yStart + i];
      s1 += x[xStart + i + 1] * y[yStart + i + 1];
      s2 += x[xStart + i + 2] * y[yStart + i + 2];
      s3 += x[xStart + i + 3] * y[yStart + i + 3];
    }
    for (; i < length; i++) {
      s0 += x[xStart + i] * y[yStart + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Adds terms to sums, from index {@code start} to before {@code end}. */
  static void add(double[] sum, double[] terms, int start, int end) {
    for (int i = start; i < end; i++) {
      sum[i] += terms[i];
    }
  }

  static void add(double[] sum, double[] terms) {
    add(sum, terms, 0, sum.length);
  }

  /** Returns XᵀY (r × r) of two factors of rows of r numbers. */
  static double[] crossGram(double[] x, double[] y, int rank) {
    double[] gram = new double[rank * rank];
    for (int row = 0; row < x.length; row += rank) {
      for (int k = 0; k < rank; k++) {
        double xk = x[row + k];
        for (int l = 0; l < rank; l++) {
          gram[k * rank + l] += xk * y[row + l];
        }
      }
    }
    return gram;
  }

  /** Returns Σ_kl x_kl y_lk for two r × r matrices. */
  static double dotTransposed(double[] x, double[] y, int rank) {
    double sum = 0;
    for (int k = 0; k < rank; k++) {
      for (int l = 0; l < rank; l++) {
        sum += x[k * rank + l] * y[l * rank + k];
      }
    }
    return sum;
  }
}
