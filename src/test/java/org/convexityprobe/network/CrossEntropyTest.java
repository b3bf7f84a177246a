package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.convexityprobe.landscape.Curvature;
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
  void secondDerivativesAreThoseOfTheLossWhereLogitsMoveOnParabolas() {
    Random random = new Random(4);
    int[] labels = {2, 0, 3, 1, 1};
    double[][] taylor = new double[3][4 * labels.length];
    for (double[] coefficients : taylor) {
      Arrays.setAll(coefficients, i -> 2 * random.nextGaussian());
    }
    // The error of order h⁴ is some 1e-12 times sixth derivatives, and rounding 1e-15 / h².
    double h = 1e-3;
    double difference =
        (16 * (loss(taylor, labels, h) + loss(taylor, labels, -h))
                - loss(taylor, labels, 2 * h)
                - loss(taylor, labels, -2 * h)
                - 30 * loss(taylor, labels, 0))
            / (12 * h * h);
    Curvature found = CrossEntropy.curvature(taylor[0], taylor[1], taylor[2], labels);
    assertThat(found.total()).isCloseTo(difference, within(1e-7));
    assertThat(found.gaussNewton()).isPositive();

    Curvature straight =
        CrossEntropy.curvature(taylor[0], taylor[1], new double[taylor[2].length], labels);
    assertThat(straight).isEqualTo(new Curvature(found.gaussNewton(), 0));
  }

  private static double loss(double[][] taylor, int[] labels, double t) {
    double[] logits = new double[taylor[0].length];
    Arrays.setAll(logits, i -> taylor[0][i] + t * (taylor[1][i] + t * taylor[2][i]));
    return Arrays.stream(CrossEntropy.losses(logits, labels)).average().orElseThrow();
  }

  @Test
  void secondDerivativesOfLogitsThatAreNotFiniteAreNotANumber() {
    Curvature found =
        CrossEntropy.curvature(
            new double[] {Double.NaN, 0}, new double[2], new double[2], new int[1]);
    assertThat(found.total()).isNaN();
  }

  @Test
  void refusesLogitsThatAreNoWholeNumberOfRows() {
    assertThatThrownBy(() -> CrossEntropy.losses(new double[5], new int[2]))
        .hasMessageContaining("5 logits for 2 images");
  }
}
