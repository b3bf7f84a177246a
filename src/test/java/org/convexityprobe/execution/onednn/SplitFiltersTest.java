package org.convexityprobe.execution.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

class SplitFiltersTest {
  @Test
  void theNearestBfloat16NumberIsTheEvenOneOfTwo() {
    float step = 1f / 128; // bfloat16 numbers between 1 and 2 have 7 fractional bits
    assertThat(SplitFilters.nearest(1 + 0.4f * step)).isEqualTo(1);
    assertThat(SplitFilters.nearest(1 + 0.5f * step)).isEqualTo(1);
    assertThat(SplitFilters.nearest(1 + 0.6f * step)).isEqualTo(1 + step);
    assertThat(SplitFilters.nearest(1 + 1.5f * step)).isEqualTo(1 + 2 * step);
    assertThat(SplitFilters.nearest(-1 - 0.6f * step)).isEqualTo(-1 - step);
    assertThat(SplitFilters.nearest(Float.NaN)).isNaN();
    assertThat(SplitFilters.nearest(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void theTwoPartsHoldSixteenBits() {
    Random random = new Random(1);
    float[] values = new float[100_000]; // more than one task's share
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    try (Arena arena = new Arena("a test")) {
      SplitFilters filters = new SplitFilters(arena, values.length);
      filters.set(values);
      float[] nearest = read(filters.nearestPart(), values.length);
      float[] rest = read(filters.restPart(), values.length);
      float[] negated = read(filters.negatedPart(), values.length);
      for (int i = 0; i < values.length; i++) {
        assertThat((double) nearest[i] + rest[i])
            .isCloseTo(values[i], within(Math.abs(values[i]) * Math.pow(2, -17)));
        assertThat(negated[i]).isEqualTo(-nearest[i]);
      }
    }
  }

  private static float[] read(FloatPointer pointer, int length) {
    float[] values = new float[length];
    pointer.get(values);
    return values;
  }
}
