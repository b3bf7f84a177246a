package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.convexityprobe.landscape.NoiseEstimate.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Noise of known size is found; smooth functions have none to speak of. */
class NoiseEstimatorTest {
  private static final double SPACING = 2e-6;

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9})
  void knownNoiseIsFoundWithinAFactorOfFour(int evaluations) {
    NoiseEstimator estimator = new NoiseEstimator(evaluations);
    double[] ratios = new double[500];
    for (int seed = 0; seed < ratios.length; seed++) {
      LineFunction noisy = new NoisyFunction(l -> Math.exp(3 * l), 1e-8, seed);
      ratios[seed] = estimator.estimate(noisy, 0.1, SPACING).sigma() / 1e-8;
    }
    Arrays.sort(ratios);

    // An independent simulation (NumPy, 4,000 tables) has its median at 0.88 to 0.91 and 98 % of
    // the estimates between 0.23 and 1.97.
    assertThat(ratios[250]).isCloseTo(0.9, within(0.12));
    assertThat(ratios[5]).isGreaterThan(0.18);
    assertThat(ratios[495]).isLessThan(2.4);
  }

  @Test
  void constantHasNoNoise() {
    NoiseEstimate estimate = new NoiseEstimator(8).estimate(l -> 2.3, 0, SPACING);

    assertThat(estimate.sigma()).isZero();
    assertThat(estimate.outcome()).isEqualTo(Outcome.CONSTANT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0, 0.5})
  void smoothFunctionHasOnlyRoundingNoise(double lambda) {
    NoiseEstimator estimator = new NoiseEstimator(8);

    // A few units in the last place of values of at most 3.
    assertThat(estimator.estimate(l -> 2 * l * l, lambda, SPACING).sigma()).isLessThan(1e-15);
    assertThat(estimator.estimate(l -> Math.exp(l), lambda, SPACING).sigma()).isLessThan(1e-15);
    assertThat(estimator.estimate(l -> l, lambda, SPACING).sigma()).isLessThan(1e-15);
  }

  @Test
  void quantisedFunctionIsLookedAtMoreWidely() {
    // Steps of 1e-6 are coarser than the spacing: neighbours agree until it is widened.
    LineFunction steps = l -> Math.rint(100 * l / 1e-6) * 1e-6 + Math.rint(l / 3e-5) * 1e-6;
    NoiseEstimate estimate = new NoiseEstimator(8).estimate(steps, 0.2, 1e-9);

    assertThat(estimate.spacing()).isEqualTo(1e-7, within(1e-20));
    assertThat(estimate.sigma()).isLessThan(1e-5);
  }

  @Test
  void roughFunctionIsLookedAtMoreClosely() {
    // 0.4 radian from value to value: the curvature swamps the noise.
    LineFunction rough = new NoisyFunction(l -> Math.sin(2e5 * l), 1e-6, 4);
    NoiseEstimate estimate = new NoiseEstimator(8).estimate(rough, 0, SPACING);

    assertThat(estimate.spacing()).isLessThan(SPACING);
    assertThat(estimate.sigma()).isBetween(2.5e-7, 4e-6);
  }

  @Test
  void noSpacingIsBelowWhatTheFunctionResolves() {
    double resolution = 3e-5;
    List<Double> asked = new ArrayList<>();
    LineFunction rough =
        new LineFunction() {
          @Override
          public double valueAt(double lambda) {
            asked.add(lambda);
            return Math.sin(2e5 * lambda);
          }

          @Override
          public double resolution() {
            return resolution;
          }
        };
    NoiseEstimate estimate = new NoiseEstimator(9).estimate(rough, 0, 10 * resolution);

    assertThat(estimate.spacing()).isGreaterThanOrEqualTo(resolution);
    Collections.sort(asked);
    for (int i = 1; i < asked.size(); i++) {
      double distance = asked.get(i) - asked.get(i - 1);
      // The same point of two tables, or neighbours; λ itself is rounded to 1e-20 here.
      assertThat(distance == 0 || distance > resolution - 1e-15).as("%s", distance).isTrue();
    }
  }

  @Test
  void nonFiniteValuesGiveNoEstimate() {
    NoiseEstimate estimate = new NoiseEstimator(8).estimate(l -> 1 / 0.0, 0, SPACING);

    assertThat(estimate.outcome()).isEqualTo(Outcome.NON_FINITE);
    assertThat(estimate.sigma()).isNaN();
  }

  @Test
  void evaluationsOutsideSevenToNineAreRefused() {
    assertThatThrownBy(() -> new NoiseEstimator(6)).hasMessageContaining("6; expected 7 to 9");
  }
}
