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
  private static final int LINES = 4 * 25;
  private static final double WORK = Arrays.stream(SIZES).sum() * (TRAINING + LINES * LINE);

  @Test
  void oneCoreTakesAllWork() {
    assertThat(new Schedule(1, LINES).makespan(SIZES, TRAINING, LINE))
        .isCloseTo(WORK, within(1e-6));
  }

  @Test
  void aCoreForEachLineOfEachNetworkLeavesTheLongestChain() {
    assertThat(new Schedule(5 * LINES, LINES).makespan(SIZES, TRAINING, LINE))
        .isEqualTo(7 * (TRAINING + LINE));
  }

  @Test
  void networksOfTheSameSizeAreProbedOneAfterTheOther() {
    double[] sizes = {1, 1, 1};
    assertThat(new Schedule(3 * LINES, LINES).makespan(sizes, TRAINING, LINE))
        .isEqualTo(TRAINING + 3 * LINE);
  }

  /**
   * A slot that is idle waits for the longest training at most, and then for lines of each network
   * that have all begun.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 16, 64})
  void noScheduleBeatsItsBounds(int cores) {
    double idle = 7 * TRAINING + Arrays.stream(SIZES).sum() * LINE;
    assertThat(new Schedule(cores, LINES).makespan(SIZES, TRAINING, LINE))
        .isGreaterThanOrEqualTo(Math.max(WORK / cores, 7 * (TRAINING + LINE)) * (1 - 1e-12))
        .isLessThanOrEqualTo(WORK / cores + idle);
  }
}
