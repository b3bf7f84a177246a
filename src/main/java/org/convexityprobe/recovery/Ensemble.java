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
    public Measurements draw(int size, int count, long seed) {
      return DenseMeasurements.draw(size, count, seed);
    }
  },
  /** a aᵀ where a has standard normal entries: E ⟨A, X⟩² = 2‖X‖_F² + (tr X)². */
  RANK1 {
    @Override
    public Measurements draw(int size, int count, long seed) {
      return RankOneMeasurements.draw(size, count, seed);
    }
  },
  /** Entries of X at places drawn with replacement, times n: matrix completion. */
  ENTRIES {
    @Override
    public Measurements draw(int size, int count, long seed) {
      return EntryMeasurements.draw(size, count, seed);
    }
  };

  /**
   * Draws measurements.
   *
   * @param size n
   * @param count m
   * @param seed of the draw
   * @throws IllegalArgumentException if there are none, or if they do not fit into memory
   */
  public abstract Measurements draw(int size, int count, long seed);

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
  }
}
