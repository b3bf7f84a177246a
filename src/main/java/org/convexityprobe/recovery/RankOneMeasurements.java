package org.convexityprobe.recovery;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;

/** Measurements aᵀ X a with Gaussian a: m r n operations an application. */
final class RankOneMeasurements implements Measurements {
  private final int size;
  private final double[][] vectors;

  private RankOneMeasurements(int size, double[][] vectors) {
    this.size = size;
    this.vectors = vectors;
  }

  static RankOneMeasurements draw(int size, int count, long seed) {
    ContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(RandomStreams.generator(seed, size));
    double[][] vectors = new double[count][size];
    for (double[] vector : vectors) {
      Arrays.setAll(vector, i -> normal.sample());
    }
    return new RankOneMeasurements(size, vectors);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int count() {
    return vectors.length;
  }

  @Override
  public double[] of(Factor u, Factor v) {
    double[] measured = new double[vectors.length];
    double[] left = new double[u.rank()];
    double[] right = new double[u.rank()];
    for (int m = 0; m < measured.length; m++) {
      project(vectors[m], u, left);
      project(vectors[m], v, right);
      double sum = 0;
      for (int k = 0; k < left.length; k++) {
        sum += left[k] * right[k];
      }
      measured[m] = sum;
    }
    return measured;
  }

  @Override
  public Factor weighted(double[] c, Factor u) {
    int rank = u.rank();
    double[] product = new double[size * rank];
    double[] projected = new double[rank];
    for (int m = 0; m < vectors.length; m++) {
      project(vectors[m], u, projected);
      for (int i = 0; i < size; i++) {
        double weight = c[m] * vectors[m][i];
        for (int k = 0; k < rank; k++) {
          product[i * rank + k] += weight * projected[k];
        }
      }
    }
    return new Factor(size, rank, product);
  }

  /** Sets {@code to} to Uᵀ a. */
  private static void project(double[] vector, Factor u, double[] to) {
    double[] values = u.values();
    int rank = to.length;
    Arrays.fill(to, 0);
    for (int i = 0; i < vector.length; i++) {
      double value = vector[i];
      for (int k = 0; k < rank; k++) {
        to[k] += value * values[i * rank + k];
      }
    }
  }

  @Override
  public Measurements part(int from, int to) {
    return new RankOneMeasurements(size, Arrays.copyOfRange(vectors, from, to));
  }
}
