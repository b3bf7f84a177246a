package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Differences of means, against SciPy 1.x: {@code ttest_ind(b, a, equal_var=False)}. */
class DifferenceTest {
  private static GroupedMean mean(double... values) {
    return GroupedMean.of(List.of(Bootstrap.DEFAULT.mean(values)));
  }

  @Test
  void theErrorsOfTwoNetworksAddAsWelchHasIt() {
    Difference difference =
        Difference.unpaired(
            mean(0.61, 0.52, 0.70, 0.66, 0.58), mean(0.80, 0.92, 0.71, 0.99, 0.84, 0.77, 0.90));

    assertThat(difference.mean()).isCloseTo(0.2331428571428571, within(1e-12));
    assertThat(difference.inStandardErrors()).isCloseTo(4.863004601267964, within(1e-9));
    assertThat(difference.degreesOfFreedom()).isCloseTo(9.974778652764758, within(1e-9));
    assertThat(difference.lower()).isCloseTo(0.12628448492670208, within(1e-7));
    assertThat(difference.upper()).isCloseTo(0.3400012293590121, within(1e-7));
    assertThat(difference.probability()).isCloseTo(0.0006632654863956154, within(1e-9));
  }

  @Test
  void theErrorOfOneLineIsNotKnown() {
    Difference difference = Difference.unpaired(mean(0.5), mean(0.7, 0.8));

    assertThat(difference.mean()).isCloseTo(0.25, within(1e-12));
    assertThat(difference.standardError()).isNaN();
    assertThat(difference.lower()).isNaN();
    assertThat(difference.inStandardErrors()).isNaN();
    assertThat(difference.probability()).isNaN();
  }

  @Test
  void meansThatDoNotVaryAreEqualOrNot() {
    Difference none = Difference.unpaired(mean(1, 1), mean(1, 1, 1));
    Difference some = Difference.unpaired(mean(1, 1), mean(0.5, 0.5));

    assertThat(none.inStandardErrors()).isZero();
    assertThat(none.probability()).isEqualTo(1);
    assertThat(some.inStandardErrors()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(some.probability()).isZero();
  }
}
