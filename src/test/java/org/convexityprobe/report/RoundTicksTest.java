package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

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
  void labelsOfOneAxisHaveAsManyDecimals() {
    assertThat(RoundTicks.linear(-0.5, 0.5))
        .extracting(Tick::label)
        .containsExactly("−0.4", "−0.2", "0", "0.2", "0.4");
  }
}
