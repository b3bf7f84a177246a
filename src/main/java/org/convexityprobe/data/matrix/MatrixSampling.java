package org.convexityprobe.data.matrix;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Seeded subsamples of rows and columns, and clipping of negative entries. */
public final class MatrixSampling {
  private MatrixSampling() {}

  /**
   * Keeps a uniformly random share of the rows and of the columns, in their original order.
   *
   * @param rate share kept of each side, above 0 and at most 1; at least one row and column stay
   * @param seed the same seed keeps the same rows and columns
   */
  public static RealMatrix subsample(RealMatrix matrix, double rate, long seed) {
    return subsample(MatrixReading.of(matrix), rate, seed).matrix();
  }

  /** Keeps a share of the rows and columns with their names. */
  public static MatrixReading subsample(MatrixReading reading, double rate, long seed) {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "subsample rate %s; expected a share above 0 and at most 1".formatted(rate));
    }
    if (rate == 1) {
      return reading;
    }
    RealMatrix matrix = reading.matrix();
    int rows = Math.max(1, (int) Math.round(matrix.rows() * rate));
    int columns = Math.max(1, (int) Math.round(matrix.columns() * rate));
    return sample(reading, rows, columns, seed);
  }

  /** Keeps so many uniformly random rows and columns, in their original order. */
  public static RealMatrix sample(RealMatrix matrix, int rows, int columns, long seed) {
    return sample(MatrixReading.of(matrix), rows, columns, seed).matrix();
  }

  /** Keeps so many rows and columns with their names. */
  public static MatrixReading sample(MatrixReading reading, int rows, int columns, long seed) {
    RealMatrix matrix = reading.matrix();
    if (rows < 1 || rows > matrix.rows() || columns < 1 || columns > matrix.columns()) {
      throw new IllegalArgumentException(
          "cannot sample %d × %d from a %s".formatted(rows, columns, matrix));
    }
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    return reading.select(
        choose(matrix.rows(), rows, random), choose(matrix.columns(), columns, random));
  }

  /** Leaves out the rows and columns of which nothing was observed. */
  public static MatrixReading withoutEmpty(MatrixReading reading) {
    if (!(reading.matrix() instanceof ObservedMatrix observed)) {
      return reading;
    }
    return reading.select(observed.filledRows(), observed.transposed().filledRows());
  }

  private static int[] choose(int from, int count, UniformRandomProvider random) {
    int[] chosen =
        count == from
            ? PermutationSampler.natural(from)
            : new PermutationSampler(random, from, count).sample();
    Arrays.sort(chosen);
    return chosen;
  }

  /** Returns the matrix with negative entries set to zero. */
  public static RealMatrix clipNegative(RealMatrix matrix) {
    double[] clipped = Arrays.stream(matrix.values()).map(x -> Math.max(x, 0)).toArray();
    if (matrix instanceof ObservedMatrix some) {
      return new ObservedMatrix(
          some.rows(), some.columns(), some.rowStarts(), some.columnIndices(), clipped);
    }
    return new DenseMatrix(matrix.rows(), matrix.columns(), clipped);
  }
}
