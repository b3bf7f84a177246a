package org.convexityprobe.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
  private static final String TASK = "train ResNet-20, k = 4, projection shortcut, seed 1";

  private static ProgressLine line(String note) {
    return ProgressLine.of(TASK, 1234, 11_700, "batches", "2 h 05 min left", note);
  }

  @Test
  void aWideTerminalShowsEverything() {
    assertThat(line("epoch 31, loss 0.123").fit(200))
        .startsWith(TASK)
        .contains(" 10 %", "██", "1234/11700 batches", "2 h 05 min left")
        .endsWith("epoch 31, loss 0.123");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 90, 100, 120})
  void aNarrowTerminalKeepsTheLossAndTheTimeLeft(int width) {
    assertThat(line("epoch 31, loss 0.123").fit(width))
        .hasSizeLessThanOrEqualTo(width)
        .contains("10 %", "2 h 05 min left", "epoch 31, loss 0.123");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 20, 30, 40})
  void noTerminalIsTooNarrow(int width) {
    assertThat(line("epoch 31, loss 0.123").fit(width)).hasSizeLessThanOrEqualTo(width);
    assertThat(line("").fit(width)).hasSizeLessThanOrEqualTo(width);
  }

  @Test
  void aBarIsLongEnoughToBeReadOrNotThere() {
    for (int width = 0; width < 200; width++) {
      long bar = line("").fit(width).chars().filter(c -> c == '█' || c == '░').count();
      assertThat(bar == 0 || bar >= 8).as("%d of %d characters", bar, width).isTrue();
    }
  }
}
