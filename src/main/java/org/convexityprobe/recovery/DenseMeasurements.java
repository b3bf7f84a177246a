package org.convexityprobe.recovery;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;

/**
 * Matrices that are stored, n(n + 1)/2 numbers a measurement. One pass over all of them is an
 * application.
 */
final class DenseMeasurements implements Measurements {
  /** Numbers that are stored at most: 4 GB. */
  private static final long MOST = 500_000_000;

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
  static DenseMeasurements draw(int size, int count, long seed) {
    Ensemble.require(size, count);
    long length = (long) size * (size + 1) / 2;
    if (length * count > MOST) {
      throw new IllegalArgumentException(
          ("%,d Gaussian measurements of %d × %d matrices are %,d numbers; expected at most %,d:"
                  + " fewer, smaller ones, or rank1 measurements, which are %,d numbers")
              .formatted(count, size, size, length * count, MOST, (long) count * size));
    }
    ContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(RandomStreams.generator(seed, size));
    double[][] triangles = new double[count][(int) length];
    for (double[] triangle : triangles) {
      int next = 0;
      for (int i = 0; i < size; i++) {
        triangle[next++] = normal.sample();
        for (int j = i + 1; j < size; j++) {
          triangle[next++] = normal.sample() * Math.sqrt(0.5);
        }
      }
    }
    return new DenseMeasurements(size, triangles);
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
    double[] product = symmetricProduct(u, v);
    double[] measured = new double[triangles.length];
    for (int m = 0; m < measured.length; m++) {
      double[] triangle = triangles[m];
      double sum = 0;
      for (int i = 0; i < triangle.length; i++) {
        sum += triangle[i] * product[i];
      }
      measured[m] = sum;
    }
    return measured;
  }

  /** Returns the upper triangle of UVᵀ + VUᵀ, its diagonal halved: the weight of each A_ij. */
  private double[] symmetricProduct(Factor u, Factor v) {
    double[] product = new double[size * (size + 1) / 2];
    double[] a = u.values();
    double[] b = v.values();
    int rank = u.rank();
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
    int rank = u.rank();
    double[] from = u.values();
    double[] product = new double[size * rank];
    int next = 0;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        double value = sum[next++];
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

  @Override
  public Measurements part(int from, int to) {
    return new DenseMeasurements(size, Arrays.copyOfRange(triangles, from, to));
  }
}
