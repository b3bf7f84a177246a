package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.junit.jupiter.api.Test;

class GradientAlignmentTest {
  @Test
  void theGradientOfARoundBowlPointsAwayFromItsMinimum() {
    // ℓ(w) = ‖w − w*‖² at w = (3, 4), w* = 0.
    GradientAlignment alignment =
        GradientAlignment.of(new double[] {6, 8}, Direction.of(new float[] {-3, -4}));
    assertThat(alignment.gradientNorm()).isEqualTo(10);
    assertThat(alignment.slope()).isEqualTo(-50);
    assertThat(alignment.cosine()).isCloseTo(1, within(1e-15));
  }

  @Test
  void inALongValleyTheyAreAlmostOrthogonal() {
    // ℓ(w) = 100 x² + y² at (1, 10).
    GradientAlignment alignment =
        GradientAlignment.of(new double[] {200, 20}, Direction.of(new float[] {-1, -10}));
    assertThat(alignment.cosine())
        .isCloseTo(400 / (Math.sqrt(40_400) * Math.sqrt(101)), within(1e-15));
  }

  @Test
  void withoutAGradientThereIsNoAngle() {
    Direction way = Direction.of(new float[] {1, 1});
    assertThat(GradientAlignment.of(new double[2], way).cosine()).isNaN();
    assertThatThrownBy(() -> GradientAlignment.of(new double[3], way))
        .hasMessageContaining("3 and 2");
  }

  @Test
  void aStepOfTrainingLeavesStatisticsOut() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                new Tensor("w", Role.FILTERS, 0, 1, 2), new Tensor("v", Role.STATISTIC, 2, 1, 1)));
    Direction step = Direction.step(new float[] {1, 2, 3}, new float[] {2, 4, 9}, layout);
    assertThat(step.toArray()).containsExactly(1, 2, 0);
  }

  @Test
  void theLeastCurvatureIsThatOfTheFlattestPoint() {
    ScanSettings settings = ScanSettings.DEFAULT.withGrid(new ScanGrid(1, 101));
    // λ from −½ to ½; φ'' = 12 λ² + 2 is least at 0.
    LineFunction quartic = lambda -> Math.pow(lambda, 4) + lambda * lambda;
    LeastCurvature least = LeastCurvature.of(new LineScanner(settings).scan(0, quartic));
    // The second difference of λ⁴ adds 2 h² to it; rounding is 4 · 2⁻⁵² / h².
    assertThat(least.value()).isCloseTo(2 + 2e-4, within(1e-9));
    assertThat(least.error()).isBetween(0.0, 1e-8);
    LineFunction broken = lambda -> lambda > 0.3 ? Double.NaN : lambda;
    assertThat(LeastCurvature.of(new LineScanner(settings).scan(0, broken)).value()).isNaN();
  }

  @Test
  void theErrorOfTheLeastCurvatureIsOfNoiseAndOfSampling() {
    ScanSettings settings = ScanSettings.DEFAULT.withGrid(new ScanGrid(1, 51));
    int count = 100;
    // Curvatures of 1 and 3: their mean has an error of 1/√99. All terms have the same noise.
    LineFunction noise = new NoisyFunction(lambda -> 0, 2e-5, 4);
    SampledLineFunction parabolas =
        lambda -> {
          double[] terms = new double[count];
          Arrays.setAll(terms, i -> (0.5 + i % 2) * lambda * lambda + noise.valueAt(lambda));
          return terms;
        };
    LineScan scan =
        new LineScanner(settings, SampleDesign.simple(count, 1_000_000_000)).scan(0, parabolas);
    LeastCurvature least = LeastCurvature.of(scan);

    int at = scan.secondDifferences().indexOf(Collections.min(scan.secondDifferences()));
    double ofNoise = scan.thresholds().get(at) * 50 * 50;
    double ofSampling = scan.sampling().below() / Math.sqrt(99);
    // 1e-7 of the population are in the sample.
    assertThat(least.error()).isCloseTo(ofNoise + ofSampling, within(1e-6));
    // τ is 4 √6 σ̂; σ is known to a factor of 2.
    assertThat(ofNoise / (4 * Math.sqrt(6) * 2e-5 * 50 * 50)).isBetween(0.5, 2.0);
    assertThat(ofSampling).isGreaterThan(0.2);
  }
}
