package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContourLevelsTest {
  @Test
  void linearLevelsAreRoundAndEvenlySpaced() {
    assertThat(ContourLevels.linear(1.53, 3.29))
        .containsExactly(1.6, 1.8, 2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3.2);
    assertThat(ContourLevels.linear(-0.1, 0.1)).contains(0.0).hasSizeBetween(6, 12);
  }

  @Test
  void heightsThatDifferByLittleHaveLevelsBetweenThem() {
    assertThat(ContourLevels.linear(123.411, 123.455)).startsWith(123.415, 123.42).hasSize(8);
    double low = 2.302585092994046;
    double next = Math.nextUp(low);
    assertThat(ContourLevels.linear(low, Math.nextUp(next))).containsExactly(next);
    assertThat(ContourLevels.linear(low, next)).isEmpty();
  }

  @Test
  void logarithmicLevelsThinOutAsTheRangeGrows() {
    assertThat(ContourLevels.logarithmic(0.02, 0.9))
        .containsExactly(0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7);
    assertThat(ContourLevels.logarithmic(0.5, 2000))
        .containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0);
    assertThat(ContourLevels.logarithmic(1e-20, 1e20)).hasSizeBetween(8, 12);
  }

  @ParameterizedTest
  @CsvSource({"0.02, 0.02", "150, 150", "1.5, 1.5", "1e7, 1e7", "2e-5, 2e-5", "0, 0", "-1, -1"})
  void levelsAreWrittenAsPeopleWriteThem(double level, String text) {
    assertThat(Numbers.plain(level)).isEqualTo(text);
  }
}
