package org.convexityprobe.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  /** Not 0, as the clock may start anywhere. */
  private static final long START = -3 * SECOND;

  private final Pace pace = new Pace();

  /** Does one unit a second, and draws once a second. */
  private void work(long from, long seconds) {
    for (long second = from; second < from + seconds; second++) {
      pace.draw(START + second * SECOND);
      pace.step(START + second * SECOND, 1);
    }
  }

  private double left() {
    return pace.secondsFor(100).orElse(Double.NaN);
  }

  @Test
  void theTimeLeftFollowsFromTheRate() {
    work(0, 11);
    assertThat(left()).isEqualTo(100);
  }

  @Test
  void nothingIsKnownOfTheRateBeforeTheSecondStep() {
    assertThat(left()).isNaN();
    work(0, 1);
    assertThat(left()).isNaN();
  }

  @Test
  void timeThatTheProcessWasStoppedDoesNotCount() {
    work(0, 11);
    work(3611, 10);
    assertThat(left()).isBetween(90.0, 100.0);
  }

  @Test
  void aLongStepIsNoStopWhereTheBarIsDrawnMeanwhile() {
    work(0, 11);
    for (long second = 11; second < 110; second++) {
      pace.draw(START + second * SECOND);
    }
    pace.step(START + 110 * SECOND, 1);
    assertThat(left()).isEqualTo(1000);
  }

  @Test
  void whereNothingIsDrawnAllTimeCounts() {
    pace.step(START, 1);
    pace.step(START + 60 * SECOND, 1);
    assertThat(left()).isEqualTo(6000);
  }

  @Test
  void aStopBeforeTheFirstStepLeavesItsTimeAlone() {
    pace.draw(START);
    pace.step(START + 3600 * SECOND, 1);
    pace.draw(START + 3601 * SECOND);
    pace.step(START + 3602 * SECOND, 1);
    assertThat(left()).isEqualTo(200);
  }
}
