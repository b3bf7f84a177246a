package org.convexityprobe.recovery;

import java.util.Locale;

/**
 * Laws of measurements. All but {@link #RANK1} are scaled so that E ⟨A, X⟩² = ‖X‖_F² for symmetric
 * X.
 */
public enum Ensemble {
  /** (G + Gᵀ)/2 where G has standard normal entries. */
  GAUSSIAN {
    @Override
    long requireFit(int size, int count) {
      require(size, count);
      long numbers = count * Triangles.length(size);
      if (numbers > MOST_DRAWN) {
        throw new IllegalArgumentException(
            ("%,d Gaussian measurements of %d × %d matrices are %,d numbers; expected at most %,d:"
                    + " fewer, smaller ones, or rank1 measurements, which are %,d numbers")
                .formatted(count, size, size, numbers, MOST_DRAWN, (long) count * size));
      }
      return numbers;
    }

    @Override
    public Measurements draw(int size, int count, long seed) {
      long numbers = requireFit(size, count);
      SymmetricGaussian matrices = new SymmetricGaussian(size, seed);
      return numbers > MOST_STORED
          ? new StreamedMeasurements(matrices, 0, count, Computing.DEFAULT)
          : DenseMeasurements.draw(matrices, count);
    }
  },
  /** a aᵀ where a has standard normal entries: E ⟨A, X⟩² = 2‖X‖_F² + (tr X)². */
  RANK1 {
    @Override
    long requireFit(int size, int count) {
      require(size, count);
      long numbers = (long) count * size;
      if (numbers > MOST_VECTORS) {
        throw new IllegalArgumentException(
            "%,d rank-one measurements of %d × %d matrices are %,d numbers; expected at most %,d"
                .formatted(count, size, size, numbers, MOST_VECTORS));
      }
      return numbers;
    }

    @Override
    public Measurements draw(int size, int count, long seed) {
      requireFit(size, count);
      return RankOneMeasurements.draw(size, count, seed);
    }
  },
  /** Entries of X at places drawn with replacement, times n: matrix completion. */
  ENTRIES {
    @Override
    long requireFit(int size, int count) {
      require(size, count);
      return 2L * count;
    }

    @Override
    public Measurements draw(int size, int count, long seed) {
      return EntryMeasurements.draw(size, count, seed);
    }
  };

  /** Gaussian matrices of more numbers are drawn anew at each application: 0.4 GB. */
  private static final long MOST_STORED = 50_000_000;

  /** An array of Java holds the upper triangle of such a matrix. */
  private static final int MOST_ROWS = 65_535;

  /** One application to more takes hours. */
  private static final long MOST_DRAWN = 200_000_000_000L;

  /** Vectors of rank-one measurements are stored: 1.2 GB. */
  private static final long MOST_VECTORS = 150_000_000;

  /**
   * Draws measurements.
   *
   * @param size n
   * @param count m
   * @param seed of the draw
   * @throws IllegalArgumentException if there are none, or if they are too many
   */
  public abstract Measurements draw(int size, int count, long seed);

  /**
   * Checks that symmetric measurements can be drawn, without a draw.
   *
   * @param size n
   * @param count m
   * @return how many numbers they are
   * @throws IllegalArgumentException if there are none, or if they are too many
   */
  abstract long requireFit(int size, int count);

  /** Returns the name as options and files have it, such as {@code rank1}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static void require(int size, int count) {
    if (size < 1 || count < 1) {
      throw new IllegalArgumentException(
          "%d measurements of matrices of %d rows; expected at least 1 of each"
              .formatted(count, size));
    }
    if (size > MOST_ROWS) {
      throw new IllegalArgumentException(
          "matrices of %,d rows; expected at most %,d".formatted(size, MOST_ROWS));
    }
  }
}
