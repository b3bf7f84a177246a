package org.convexityprobe.recovery;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;

/**
 * Measurements ⟨A_i, UVᵀ⟩ of rectangular matrices, as measurements of WWᵀ with W = [U; V]: their
 * symmetric matrices are ½ [0 A_i; A_iᵀ 0].
 */
final class RectangularMeasurements implements Measurements {
  /** Numbers that are stored at most: 1.2 GB. */
  private static final long MOST = 150_000_000;

  /** An array of Java holds such a matrix. */
  private static final int MOST_ENTRIES = Integer.MAX_VALUE - 8;

  private final int rows;
  private final int columns;
  private final Part[] parts;

  /** One matrix A_i. */
  private interface Part {
    /** Returns ⟨A, P⟩ for P row by row. */
    double of(double[] product);

    /** Adds c A to a sum, row by row. */
    void add(double c, double[] sum);
  }

  private RectangularMeasurements(int rows, int columns, Part... parts) {
    this.rows = rows;
    this.columns = columns;
    this.parts = parts;
  }

  /**
   * Checks that measurements can be drawn, without a draw.
   *
   * @throws IllegalArgumentException if there are none, or if they are too many
   */
  static void requireFit(Ensemble ensemble, int rows, int columns, int count) {
    Ensemble.require(Math.min(rows, columns), count);
    if ((long) rows * columns > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "matrices of %,d × %,d are %,d numbers; expected at most %,d"
              .formatted(rows, columns, (long) rows * columns, MOST_ENTRIES));
    }
    long numbers =
        switch (ensemble) {
          case GAUSSIAN -> (long) count * rows * columns;
          case RANK1 -> (long) count * (rows + columns);
          case ENTRIES -> 2L * count;
        };
    if (numbers > MOST) {
      throw new IllegalArgumentException(
          "%,d %s measurements of %d × %d matrices are %,d numbers; expected at most %,d"
              .formatted(count, ensemble, rows, columns, numbers, MOST));
    }
  }

  /**
   * Draws measurements with E ⟨A, X⟩² = ‖X‖_F²: standard normal matrices, a bᵀ with standard normal
   * a and b, or entries times √(n₁n₂).
   */
  static RectangularMeasurements draw(
      Ensemble ensemble, int rows, int columns, int count, long seed) {
    requireFit(ensemble, rows, columns, count);
    UniformRandomProvider random = RandomStreams.generator(seed, rows, columns);
    ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    IntFunction<Part> draw =
        switch (ensemble) {
          case GAUSSIAN -> i -> new Full(normals(rows * columns, normal));
          case RANK1 -> i -> new RankOne(normals(rows, normal), normals(columns, normal));
          case ENTRIES ->
              i ->
                  new Entry(
                      random.nextInt(rows) * columns + random.nextInt(columns),
                      Math.sqrt((double) rows * columns));
        };
    return new RectangularMeasurements(
        rows, columns, IntStream.range(0, count).mapToObj(draw).toArray(Part[]::new));
  }

  private static double[] normals(int length, ContinuousSampler normal) {
    double[] values = new double[length];
    Arrays.setAll(values, i -> normal.sample());
    return values;
  }

  /** A whole matrix, row by row. */
  private static final class Full implements Part {
    private final double[] values;

    Full(double[] values) {
      this.values = values;
    }

    @Override
    public double of(double[] product) {
      return Factor.dot(values, product);
    }

    @Override
    public void add(double c, double[] sum) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += c * values[i];
      }
    }
  }

  /** a bᵀ. */
  private static final class RankOne implements Part {
    private final double[] left;
    private final double[] right;

    RankOne(double[] left, double[] right) {
      this.left = left;
      this.right = right;
    }

    @Override
    public double of(double[] product) {
      double sum = 0;
      for (int i = 0; i < left.length; i++) {
        double row = 0;
        for (int j = 0; j < right.length; j++) {
          row += product[i * right.length + j] * right[j];
        }
        sum += left[i] * row;
      }
      return sum;
    }

    @Override
    public void add(double c, double[] sum) {
      for (int i = 0; i < left.length; i++) {
        double weight = c * left[i];
        for (int j = 0; j < right.length; j++) {
          sum[i * right.length + j] += weight * right[j];
        }
      }
    }
  }

  /** One entry, times a number. */
  private record Entry(int place, double scale) implements Part {
    @Override
    public double of(double[] product) {
      return scale * product[place];
    }

    @Override
    public void add(double c, double[] sum) {
      sum[place] += c * scale;
    }
  }

  @Override
  public int size() {
    return rows + columns;
  }

  @Override
  public int count() {
    return parts.length;
  }

  @Override
  public double[] of(Factor u, Factor v) {
    int rank = u.rank();
    double[] product = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int k = 0; k < rank; k++) {
          sum += u.get(i, k) * v.get(rows + j, k) + v.get(i, k) * u.get(rows + j, k);
        }
        product[i * columns + j] = sum / 2;
      }
    }
    return Arrays.stream(parts).mapToDouble(part -> part.of(product)).toArray();
  }

  @Override
  public Factor weighted(double[] c, Factor u) {
    double[] sum = new double[rows * columns];
    for (int m = 0; m < parts.length; m++) {
      parts[m].add(c[m], sum);
    }
    int rank = u.rank();
    double[] product = new double[(rows + columns) * rank];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double half = sum[i * columns + j] / 2;
        for (int k = 0; k < rank; k++) {
          product[i * rank + k] += half * u.get(rows + j, k);
          product[(rows + j) * rank + k] += half * u.get(i, k);
        }
      }
    }
    return new Factor(rows + columns, rank, product);
  }

  @Override
  public Measurements part(int from, int to) {
    return new RectangularMeasurements(rows, columns, Arrays.copyOfRange(parts, from, to));
  }
}
