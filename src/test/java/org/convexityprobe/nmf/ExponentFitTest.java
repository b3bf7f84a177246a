package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.convexityprobe.nmf.ExponentFit.Count;
import org.junit.jupiter.api.Test;

class ExponentFitTest {
  private static final int[] SIZES = {9, 16, 25, 36, 49, 64, 81, 100, 144};

  private static List<Count> counts(int trials, int... outcomes) {
    List<Count> counts = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      counts.add(new Count(SIZES[i], outcomes[i], trials));
    }
    return counts;
  }

  @Test
  void fitIsThatOfAnIndependentProgram() {
    ExponentFit fit = ExponentFit.of(counts(2000, 980, 575, 270, 98, 26, 7, 1, 0, 0)).orElseThrow();
    // SciPy, Nelder–Mead for a and b, Brent for the rest: 1.199 [1.046, 1.359]. Exponents are tried
    // 0.01 apart, and the interval reaches to the first that is outside it.
    assertThat(fit.exponent()).isEqualTo(1.199, offset(0.006));
    assertThat(fit.lower()).isEqualTo(1.046, offset(0.011));
    assertThat(fit.upper()).isEqualTo(1.359, offset(0.011));
  }

  /** The ends from SciPy, as above: 1.638, and 1.202 with the largest likelihood at 3.2. */
  @Test
  void anIntervalThatReachesBeyondTheExponentsTriedIsOpen() {
    ExponentFit below = ExponentFit.of(counts(50, 30, 20, 14, 9, 6, 4)).orElseThrow();
    assertThat(below.lower()).isZero();
    assertThat(below.upper()).isEqualTo(1.638, offset(0.011));

    ExponentFit above = ExponentFit.of(counts(50, 26, 25, 23, 20, 13, 5)).orElseThrow();
    assertThat(above.lower()).isEqualTo(1.202, offset(0.011));
    assertThat(above.upper()).isInfinite();
  }

  /** SciPy finds that the likelihood of the first falls, and that of the second rises, with β. */
  @Test
  void aBestFitAtAnEndOfTheExponentsTriedIsNone() {
    assertThat(ExponentFit.of(counts(50, 20, 18, 17, 17, 16, 16))).isEmpty();
    assertThat(ExponentFit.of(counts(50, 26, 26, 26, 26, 25, 3))).isEmpty();
  }

  @Test
  void ninetyFiveOfHundredIntervalsHoldTheTruth() {
    Random random = new Random(5);
    int repetitions = 300;
    int held = 0;
    for (int repetition = 0; repetition < repetitions; repetition++) {
      int[] outcomes = new int[SIZES.length];
      for (int i = 0; i < SIZES.length; i++) {
        double probability = Math.exp(0.3 - 0.25 * Math.pow(SIZES[i], 0.75));
        for (int trial = 0; trial < 1000; trial++) {
          outcomes[i] += random.nextDouble() < probability ? 1 : 0;
        }
      }
      ExponentFit fit = ExponentFit.of(counts(1000, outcomes)).orElseThrow();
      held += fit.lower() <= 0.75 && fit.upper() >= 0.75 ? 1 : 0;
    }
    // Of 300, 285 are expected with a standard deviation of 3.8: four of them.
    assertThat(held).isBetween(270, 300);
  }

  @Test
  void threeInformativeSizesDetermineNoExponent() {
    assertThat(ExponentFit.of(counts(100, 100, 60, 20, 3, 0))).isEmpty();
    assertThat(ExponentFit.of(counts(100, 0, 0, 0, 0, 0, 0))).isEmpty();
    assertThat(ExponentFit.of(counts(100, 100, 60, 20, 7, 3))).isPresent();
  }

  @Test
  void sizesAtWhichItAlwaysHappensDoNotStopTheFit() {
    ExponentFit fit = ExponentFit.of(counts(1000, 1000, 999, 950, 700, 300, 90, 20)).orElseThrow();
    assertThat(fit.lower()).isLessThanOrEqualTo(fit.exponent());
    assertThat(fit.upper()).isGreaterThanOrEqualTo(fit.exponent());
    // SciPy, as above: 3.401 [3.253, 3.553].
    assertThat(fit.exponent()).isEqualTo(3.401, offset(0.006));
    assertThat(fit.lower()).isEqualTo(3.253, offset(0.011));
    assertThat(fit.upper()).isEqualTo(3.553, offset(0.011));
  }
}
