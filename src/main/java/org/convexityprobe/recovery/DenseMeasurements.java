package org.convexityprobe.recovery;

import java.util.Arrays;

/**
 * Matrices that are stored, n(n + 1)/2 numbers a measurement. One pass over all of them is an
 * application.
 */
final class DenseMeasurements implements Measurements {
  private final int size;

  /** The upper triangles, row by row, one array a measurement. */
  private final double[][] triangles;

  private DenseMeasurements(int size, double[][] triangles) {
    this.size = size;
    this.triangles = triangles;
  }

  /**
   * Takes given matrices.
   *
   * @param matrices symmetric ones, row by row
   */
  static DenseMeasurements of(double[][]... matrices) {
    int size = matrices[0].length;
    double[][] triangles = new double[matrices.length][size * (size + 1) / 2];
    for (int m = 0; m < matrices.length; m++) {
      int next = 0;
      for (int i = 0; i < size; i++) {
        for (int j = i; j < size; j++) {
          triangles[m][next++] = matrices[m][i][j];
        }
      }
    }
    return new DenseMeasurements(size, triangles);
  }

  /** Draws symmetrised Gaussian matrices. */
  static DenseMeasurements draw(SymmetricGaussian matrices, int count) {
    double[][] triangles = new double[count][Math.toIntExact(matrices.length())];
    for (int i = 0; i < count; i++) {
      matrices.fill(i, triangles[i]);
    }
    return new DenseMeasurements(matrices.size(), triangles);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int count() {
    return triangles.length;
  }

  @Override
  public double[] of(Factor u, Factor v) {
    double[] product = Triangles.symmetricProduct(u, v);
    double[] measured = new double[triangles.length];
    for (int m = 0; m < measured.length; m++) {
      measured[m] = Factor.dot(triangles[m], product);
    }
    return measured;
  }

  @Override
  public Factor weighted(double[] c, Factor u) {
    double[] sum = new double[size * (size + 1) / 2];
    for (int m = 0; m < triangles.length; m++) {
      double weight = c[m];
      double[] triangle = triangles[m];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * triangle[i];
      }
    }
    return Triangles.times(sum, u);
  }

  @Override
  public Measurements part(int from, int to) {
    return new DenseMeasurements(size, Arrays.copyOfRange(triangles, from, to));
  }
}
