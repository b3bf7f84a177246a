package org.convexityprobe.data.matrix;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;

/**
 * A product of half-normal factors with noise, of any shape: max(0, UV + noise · sd(UV) · N(0, 1)),
 * of which some entries are observed.
 *
 * @param rows n
 * @param columns m
 * @param rank r of the product
 * @param noise relative to the product's standard deviation; 0 for none
 * @param observedFraction share of entries observed; 1 gives a dense matrix
 * @param seed equal seeds give equal matrices
 */
public record SyntheticMatrix(
    int rows, int columns, int rank, double noise, double observedFraction, long seed) {
  /** Address of the matrix's random stream. */
  private static final long STREAM = 1;

  /** Checks the ranges. */
  public SyntheticMatrix {
    if (rows < 1 || columns < 1 || rank < 1 || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "synthetic matrix of %d × %d, rank %d, noise %s; expected sizes ≥ 1 and noise ≥ 0"
              .formatted(rows, columns, rank, noise));
    }
    int most = (Integer.MAX_VALUE - 8) / Math.max(rows, columns);
    if (rank > most) {
      throw new IllegalArgumentException(
          "synthetic matrix of %d × %d, rank %d; expected a rank of at most %d, as its factors hold up to 2³¹ numbers each"
              .formatted(rows, columns, rank, most));
    }
    if (!(observedFraction > 0 && observedFraction <= 1)) {
      throw new IllegalArgumentException(
          "observed fraction %s; expected above 0 and at most 1".formatted(observedFraction));
    }
  }

  /**
   * Makes the matrix.
   *
   * @throws IllegalArgumentException if it is dense, and too large
   */
  public RealMatrix make() {
    if (observedFraction == 1) {
      DenseMatrix.requireSize(rows, columns);
    }
    // Starting points of the same seed are drawn from the seed itself: they are not these factors.
    UniformRandomProvider random = RandomStreams.generator(seed, STREAM);
    ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] left = halfNormal(rows * rank, normal);
    double[] right = halfNormal(columns * rank, normal);
    // The variance of a product of two half-normal variables is 1 − (2/π)².
    double scale = noise * Math.sqrt(rank * (1 - 4 / (Math.PI * Math.PI)));
    if (observedFraction < 1) {
      return observed(left, right, scale, random, normal);
    }
    double[] values = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = entry(left, right, i, j, scale, normal);
      }
    }
    return new DenseMatrix(rows, columns, values);
  }

  /**
   * Steps from one observed entry to the next by geometric gaps, which takes time for those only.
   */
  private RealMatrix observed(
      double[] left,
      double[] right,
      double scale,
      UniformRandomProvider random,
      ContinuousSampler normal) {
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(rows, columns);
    double logMiss = Math.log1p(-observedFraction);
    long at = -1;
    long end = (long) rows * columns;
    while (true) {
      at += 1 + (long) (Math.log1p(-random.nextDouble()) / logMiss);
      if (at >= end) {
        break;
      }
      int i = (int) (at / columns);
      int j = (int) (at % columns);
      builder.add(i, j, entry(left, right, i, j, scale, normal));
    }
    return builder.build();
  }

  private double entry(
      double[] left, double[] right, int i, int j, double scale, ContinuousSampler normal) {
    double sum = scale == 0 ? 0 : scale * normal.sample();
    for (int k = 0; k < rank; k++) {
      sum += left[i * rank + k] * right[j * rank + k];
    }
    return Math.max(0, sum);
  }

  private static double[] halfNormal(int length, ContinuousSampler normal) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = Math.abs(normal.sample());
    }
    return values;
  }
}
