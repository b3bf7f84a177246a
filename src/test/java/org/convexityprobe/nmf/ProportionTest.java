package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
  /** Expected ends from scipy.stats.beta.ppf, to four digits. */
  @ParameterizedTest
  @CsvSource({"0, 10, 0, 0.3085", "10, 10, 0.6915, 1", "3, 10, 0.0667, 0.6525"})
  void intervalIsTheExactOne(int successes, int trials, double lower, double upper) {
    Proportion proportion = Proportion.of(successes, trials);
    assertThat(proportion.lower()).isEqualTo(lower, offset(5e-5));
    assertThat(proportion.upper()).isEqualTo(upper, offset(5e-5));
    assertThat(proportion.value()).isEqualTo(successes / (double) trials);
  }
}
