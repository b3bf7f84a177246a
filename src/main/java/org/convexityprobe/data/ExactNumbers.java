package org.convexityprobe.data;

import java.util.OptionalDouble;

/** Integers of 64 bits as double precision, where it holds them exactly. */
public final class ExactNumbers {
  /** Bits of a number of 64 that the 53 bits of double precision cannot hold. */
  private static final long BEYOND = (1L << 11) - 1;

  private ExactNumbers() {}

  /** Returns a signed integer, or nothing if it would be rounded. */
  public static OptionalDouble ofSigned(long value) {
    double number = value;
    boolean exact = number < 0x1p63 && (long) number == value;
    return exact ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  /** Returns an unsigned integer, or nothing if it would be rounded. */
  public static OptionalDouble ofUnsigned(long bits) {
    if (bits >= 0) {
      return ofSigned(bits);
    }
    return (bits & BEYOND) == 0 ? OptionalDouble.of(2.0 * (bits >>> 1)) : OptionalDouble.empty();
  }

  /** Returns the message about an integer that would be rounded. */
  public static String refusal(String value) {
    return "the entry %s has more than the 53 bits of double precision; save the numbers as float64, which rounds them, or divide them first"
        .formatted(value);
  }
}
