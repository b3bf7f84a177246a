package org.convexityprobe.data;

import java.io.IOException;

/** Converts 64-bit integers to double precision where this is exact. */
public final class ExactNumbers {
  /** Bits of a number of 64 that the 53 bits of double precision cannot hold. */
  private static final long BEYOND = (1L << 11) - 1;

  private ExactNumbers() {}

  /**
   * Returns a signed integer.
   *
   * @throws IOException if it would be rounded
   */
  public static double signed(long value) throws IOException {
    double number = value;
    if (number >= 0x1p63 || (long) number != value) {
      throw inexact(Long.toString(value));
    }
    return number;
  }

  /**
   * Returns an unsigned integer.
   *
   * @throws IOException if it would be rounded
   */
  public static double unsigned(long bits) throws IOException {
    if (bits >= 0) {
      return signed(bits);
    }
    if ((bits & BEYOND) != 0) {
      throw inexact(Long.toUnsignedString(bits));
    }
    return 2.0 * (bits >>> 1);
  }

  private static IOException inexact(String value) {
    return new UnsupportedContentException(
        "the entry %s has more than the 53 bits of double precision; save the numbers as float64, which rounds them, or divide them first"
            .formatted(value));
  }
}
