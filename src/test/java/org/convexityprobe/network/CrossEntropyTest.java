package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossEntropyTest {
  @Test
  void isTheLogarithmOfTheNumberOfClassesForEqualLogits() {
    assertThat(CrossEntropy.losses(new double[] {3, 3, 3, 3}, new int[] {2}))
        .containsExactly(new double[] {Math.log(4)}, within(1e-15));
  }

  @Test
  void isNotClippedWhereTheNetworkIsVeryWrong() {
    // DL4J's loss would stop at 23.03 here.
    assertThat(CrossEntropy.losses(new double[] {1000, 0}, new int[] {1})[0]).isEqualTo(1000);
    assertThat(CrossEntropy.losses(new double[] {3e38, -3e38}, new int[] {1})[0])
        .isCloseTo(6e38, within(1e32));
  }

  @Test
  void keepsLossesNearZeroApart() {
    // 1 − p is far below the resolution of p.
    assertThat(CrossEntropy.losses(new double[] {30, 0}, new int[] {0})[0])
        .isCloseTo(Math.exp(-30), within(1e-26));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aLogitThatIsNotFiniteIsNoLossAndNoClass(double broken) {
    for (int place = 0; place < 3; place++) {
      double[] logits = {1, 0, -1};
      logits[place] = broken;
      for (int label = 0; label < 3; label++) {
        assertThat(CrossEntropy.losses(logits, new int[] {label})[0]).isNaN();
        assertThat(CrossEntropy.correct(logits, new int[] {label})).isZero();
      }
    }
  }

  @Test
  void countsImagesWhoseLabelHasTheLargestLogit() {
    assertThat(CrossEntropy.correct(new double[] {1, 2, 5, 0, 0, 1}, new int[] {1, 0, 0}))
        .isEqualTo(2);
  }

  @Test
  void refusesLogitsThatAreNoWholeNumberOfRows() {
    assertThatThrownBy(() -> CrossEntropy.losses(new double[5], new int[2]))
        .hasMessageContaining("5 logits for 2 images");
  }
}
