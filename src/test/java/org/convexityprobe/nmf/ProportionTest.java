package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
  /** Expected ends from scipy.stats.beta.ppf, to four digits. */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.3085",
    "10, 10, 0.6915, 1",
    "3, 10, 0.0667, 0.6525",
    "1, 49, 0.0005, 0.1085",
    "29, 100, 0.2036, 0.3893"
  })
  void intervalIsTheExactOne(int successes, int trials, double lower, double upper) {
    Proportion proportion = Proportion.of(successes, trials);
    assertThat(proportion.lower()).isEqualTo(lower, offset(5e-5));
    assertThat(proportion.upper()).isEqualTo(upper, offset(5e-5));
    assertThat(proportion.value()).isEqualTo(successes / (double) trials);
  }

  /**
   * In double precision, 49 · (1/49) is below 1, and so it is for six more of these shares. At the
   * lower end, at least as many successes have the probability 0.025, and at the upper end at most
   * as many. Quantiles are found to within 1e-9, and these probabilities change by at most 49 times
   * that.
   */
  @Test
  void noPairLosesASuccessToRounding() {
    int trials = 49;
    for (int successes = 1; successes < trials; successes++) {
      Proportion proportion = Proportion.of(successes, trials);
      double atLeast =
          1
              - new BinomialDistribution(trials, proportion.lower())
                  .cumulativeProbability(successes - 1);
      double atMost =
          new BinomialDistribution(trials, proportion.upper()).cumulativeProbability(successes);
      assertThat(atLeast).as("%d of %d", successes, trials).isEqualTo(0.025, offset(1e-7));
      assertThat(atMost).as("%d of %d", successes, trials).isEqualTo(0.025, offset(1e-7));
    }
  }
}
