package org.convexityprobe.recovery;

/** Products with symmetric matrices of which the upper triangles are known, row by row. */
final class Triangles {
  private Triangles() {}

  /** Returns the number of entries of an upper triangle. */
  static long length(int size) {
    return (long) size * (size + 1) / 2;
  }

  /** Returns the upper triangle of UVᵀ + VUᵀ, its diagonal halved: the weight of each A_ij. */
  static double[] symmetricProduct(Factor u, Factor v) {
    int size = u.rows();
    int rank = u.rank();
    double[] product = new double[Math.toIntExact(length(size))];
    double[] a = u.values();
    double[] b = v.values();
    int next = 0;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        double sum = 0;
        for (int k = 0; k < rank; k++) {
          sum += a[i * rank + k] * b[j * rank + k] + b[i * rank + k] * a[j * rank + k];
        }
        product[next++] = i == j ? sum / 2 : sum;
      }
    }
    return product;
  }

  /** Returns the matrix times U. */
  static Factor times(double[] triangle, Factor u) {
    int size = u.rows();
    int rank = u.rank();
    double[] from = u.values();
    double[] product = new double[size * rank];
    int next = 0;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        double value = triangle[next++];
        for (int k = 0; k < rank; k++) {
          product[i * rank + k] += value * from[j * rank + k];
          if (i != j) {
            product[j * rank + k] += value * from[i * rank + k];
          }
        }
      }
    }
    return new Factor(size, rank, product);
  }
}
