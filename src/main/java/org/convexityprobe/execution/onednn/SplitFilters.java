package org.convexityprobe.execution.onednn;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Folded weights as sums of two bfloat16 numbers, each stored as a single-precision number of as
 * few bits, in native memory.
 */
final class SplitFilters {
  private static final int LOW_BITS = 16;

  /** Values that one task splits. */
  private static final int CHUNK = 1 << 15;

  private final FloatPointer nearestPart;
  private final FloatPointer restPart;
  private final FloatPointer negatedPart;

  /**
   * Allocates the parts.
   *
   * @param length number of folded values, weights and biases
   */
  SplitFilters(Arena arena, int length) {
    nearestPart = arena.numbers(length);
    restPart = arena.numbers(length);
    negatedPart = arena.numbers(length);
  }

  /** Splits new values, on all cores. */
  void set(float[] values) {
    int chunks = (values.length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(c -> split(values, c * CHUNK, Math.min(values.length, (c + 1) * CHUNK)));
  }

  private void split(float[] values, int from, int to) {
    int count = to - from;
    float[] large = new float[count];
    float[] negated = new float[count];
    float[] rest = new float[count];
    for (int i = 0; i < count; i++) {
      float value = values[from + i];
      large[i] = nearest(value);
      negated[i] = -large[i];
      rest[i] = nearest(value - large[i]);
    }
    nearestPart.getPointer(from).put(large, 0, count);
    negatedPart.getPointer(from).put(negated, 0, count);
    restPart.getPointer(from).put(rest, 0, count);
  }

  /** Returns the nearest bfloat16 number, of two equally near ones the even one. */
  static float nearest(float value) {
    if (!Float.isFinite(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    int even = (bits >>> LOW_BITS) & 1;
    int rounded = (bits + (1 << (LOW_BITS - 1)) - 1 + even) >> LOW_BITS << LOW_BITS;
    return Float.intBitsToFloat(rounded);
  }

  /** Returns the bfloat16 numbers nearest to the values. */
  FloatPointer nearestPart() {
    return nearestPart;
  }

  /** Returns what is left of the values. */
  FloatPointer restPart() {
    return restPart;
  }

  /** Returns {@link #nearestPart} with the other sign. */
  FloatPointer negatedPart() {
    return negatedPart;
  }
}
