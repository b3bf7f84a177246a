package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.convexityprobe.report.RoundTicks.Tick;
import org.junit.jupiter.api.Test;

/** Round numbers on axes of any size. */
class RoundTicksTest {
  @Test
  void anAxisOfAnySizeAroundZeroHasAFewShortLabels() {
    for (double end : new double[] {1e-30, 1e-9, 0.5, 3, 7e4, 2e5, 1e12, 5e29, 1e300}) {
      List<Tick> ticks = RoundTicks.linear(-end, end);
      assertThat(ticks).as("%s", end).hasSizeBetween(3, 6);
      assertThat(ticks).extracting(Tick::label).as("%s", end).contains("0");
      assertThat(ticks)
          .allSatisfy(tick -> assertThat(tick.label().length()).as("%s", end).isLessThan(10));
    }
  }

  @Test
  void aShortLogarithmicAxisHasTicksToo() {
    for (double[] ends : new double[][] {{2.32, 2.45}, {2.1, 2.9}, {2.9, 3.2}, {1e-7, 1.01e-7}}) {
      double low = Math.log10(ends[0]);
      double high = Math.log10(ends[1]);
      assertThat(RoundTicks.logarithmic(low, high))
          .as("from %s to %s", ends[0], ends[1])
          .hasSizeBetween(2, 6)
          .allSatisfy(tick -> assertThat(tick.place()).isBetween(low - 1e-9, high + 1e-9));
    }
    Tick first = RoundTicks.logarithmic(Math.log10(2.32), Math.log10(2.45)).get(0);
    assertThat(first.label()).isEqualTo("2.325");
    assertThat(first.place()).isCloseTo(Math.log10(2.325), within(1e-12));
  }

  @Test
  void labelsOfOneAxisHaveAsManyDecimals() {
    assertThat(RoundTicks.linear(-0.5, 0.5))
        .extracting(Tick::label)
        .containsExactly("−0.4", "−0.2", "0", "0.2", "0.4");
  }
}
