package org.convexityprobe.recovery;

import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;

/** Matrices (G + Gᵀ)/2 with standard normal G, each from the seed and its index alone. */
record SymmetricGaussian(int size, long seed) {
  private static final double BESIDE = Math.sqrt(0.5);

  /** Returns the number of entries of an upper triangle. */
  long length() {
    return Triangles.length(size);
  }

  /** Fills an upper triangle, row by row. */
  void fill(int index, double[] triangle) {
    ContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(RandomStreams.generator(seed, size, index));
    int next = 0;
    for (int i = 0; i < size; i++) {
      triangle[next++] = normal.sample();
      for (int j = i + 1; j < size; j++) {
        triangle[next++] = normal.sample() * BESIDE;
      }
    }
  }
}
