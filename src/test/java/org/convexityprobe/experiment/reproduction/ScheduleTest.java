package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final double[] SIZES = {7, 5, 4, 2, 1};
  private static final double TRAINING = 100;
  private static final double LINE = 3;

  @Test
  void oneCoreTakesAllWork() {
    double work = Arrays.stream(SIZES).sum() * (TRAINING + 4 * 25 * LINE);
    assertThat(new Schedule(1, 4, 25).makespan(SIZES, TRAINING, LINE))
        .isCloseTo(work, within(1e-6));
  }

  @Test
  void aCoreForEachLineOfEachNetworkLeavesTheLongestChain() {
    assertThat(new Schedule(5 * 25, 4, 25).makespan(SIZES, TRAINING, LINE))
        .isEqualTo(7 * (TRAINING + 4 * LINE));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 16, 64})
  void noScheduleBeatsItsBounds(int cores) {
    double work = Arrays.stream(SIZES).sum() * (TRAINING + 4 * 25 * LINE);
    double makespan = new Schedule(cores, 4, 25).makespan(SIZES, TRAINING, LINE);
    assertThat(makespan)
        .isGreaterThanOrEqualTo(Math.max(work / cores, 7 * (TRAINING + 4 * LINE)) * (1 - 1e-12))
        .isLessThanOrEqualTo(work);
  }
}
