package org.convexityprobe.landscape;

/**
 * The range of the convexity length of a line for the loss of a whole population (all training
 * images), as far as a random part of it can say.
 *
 * @param low the length if each second difference that may be negative is
 * @param high the length if only those are that certainly are
 */
public record LengthRange(double low, double high) {
  /** Checks the order. */
  public LengthRange {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "range from %s to %s; expected the smaller first".formatted(low, high));
    }
  }
}
