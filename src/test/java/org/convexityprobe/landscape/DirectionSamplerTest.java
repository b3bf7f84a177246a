package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Norms, zeros and draws of filter-normalised directions. */
class DirectionSamplerTest {
  /** Relative rounding of a norm of up to a few hundred floats. */
  private static final double FLOAT_ROUNDING = 1e-6;

  private static final Tensor CONVOLUTION = new Tensor("conv", Role.FILTERS, 0, 4, 27);
  private static final Tensor SCALE = new Tensor("gamma", Role.SCALE, 108, 1, 4);
  private static final Tensor SHIFT = new Tensor("beta", Role.SHIFT, 112, 1, 4);
  private static final Tensor STATISTIC = new Tensor("mean", Role.STATISTIC, 116, 1, 4);
  private static final Tensor DENSE = new Tensor("dense", Role.FILTERS, 120, 3, 16);
  private static final Tensor BIAS = new Tensor("bias", Role.BIAS, 168, 1, 3);
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(List.of(CONVOLUTION, SCALE, SHIFT, STATISTIC, DENSE, BIAS));

  private final float[] weights = weights(1);

  private static float[] weights(long seed) {
    Random random = new Random(seed);
    float[] weights = new float[LAYOUT.length()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return weights;
  }

  private static DirectionSampler sampler(NormalizationDirection normalization) {
    return new DirectionSampler(LAYOUT, normalization, 17);
  }

  private void assertSliceNorms(Direction direction, Tensor tensor) {
    Direction itself = Direction.of(weights);
    for (int s = 0; s < tensor.slices(); s++) {
      int from = tensor.offset() + s * tensor.sliceLength();
      int to = from + tensor.sliceLength();
      assertThat(direction.norm(from, to))
          .isCloseTo(itself.norm(from, to), within(FLOAT_ROUNDING * itself.norm(from, to)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFilterHasTheNormOfItsWeights(NormalizationDirection normalization) {
    Direction direction = sampler(normalization).draw(weights, 3);

    assertSliceNorms(direction, CONVOLUTION);
    assertSliceNorms(direction, DENSE);
  }

  @ParameterizedTest
  @EnumSource
  void statisticsNeverMove(NormalizationDirection normalization) {
    assertThat(sampler(normalization).draw(weights, 3).norm(116, 120)).isZero();
  }

  @Test
  void biasesScalesAndShiftsFollowTheConvention() {
    Direction ignore = sampler(NormalizationDirection.IGNORE).draw(weights, 0);
    Direction random = sampler(NormalizationDirection.RANDOM).draw(weights, 0);
    Direction along = sampler(NormalizationDirection.WEIGHTS).draw(weights, 0);
    for (Tensor tensor : List.of(SCALE, SHIFT, BIAS)) {
      assertThat(ignore.norm(tensor.offset(), tensor.offset() + tensor.length())).isZero();
      assertSliceNorms(random, tensor);
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        assertThat(along.get(i)).isEqualTo(weights[i]);
      }
    }
  }

  @Test
  void conventionsShareTheDrawOfTheFilters() {
    Direction ignore = sampler(NormalizationDirection.IGNORE).draw(weights, 5);
    Direction random = sampler(NormalizationDirection.RANDOM).draw(weights, 5);
    for (Tensor tensor : List.of(CONVOLUTION, DENSE)) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        assertThat(random.get(i)).isEqualTo(ignore.get(i));
      }
    }
  }

  @Test
  void checkpointsShareTheDrawUpToTheirNorms() {
    float[] later = weights(2);
    Direction first = sampler(NormalizationDirection.IGNORE).draw(weights, 4);
    Direction second = sampler(NormalizationDirection.IGNORE).draw(later, 4);
    double ratio = Direction.of(later).norm(0, 27) / Direction.of(weights).norm(0, 27);
    for (int i = 0; i < 27; i++) {
      assertThat((double) second.get(i))
          .isCloseTo(ratio * first.get(i), within(FLOAT_ROUNDING * Math.abs(first.get(i)) * 2));
    }
  }

  @Test
  void linesAndSeedsDifferAndRepeat() {
    DirectionSampler sampler = sampler(NormalizationDirection.RANDOM);
    float[] line = sampler.draw(weights, 0).toArray();

    assertThat(sampler.draw(weights, 0).toArray()).isEqualTo(line);
    assertThat(sampler.draw(weights, 1).toArray()).isNotEqualTo(line);
    assertThat(
            new DirectionSampler(LAYOUT, NormalizationDirection.RANDOM, 18)
                .draw(weights, 0)
                .toArray())
        .isNotEqualTo(line);
  }

  @Test
  void zeroFilterGetsAZeroDirection() {
    java.util.Arrays.fill(weights, 27, 54, 0);
    Direction direction = sampler(NormalizationDirection.RANDOM).draw(weights, 0);

    assertThat(direction.norm(27, 54)).isZero();
    assertThat(direction.norm(0, 27)).isPositive();
  }

  @Test
  void orthogonalDirectionIsOrthogonalAndFilterNormalised() {
    DirectionSampler sampler = sampler(NormalizationDirection.RANDOM);
    Direction first = sampler.draw(weights, 0);
    Direction second = sampler.drawOrthogonal(weights, 1, first);

    // Both are rounded to floats.
    double scale = first.norm(0, LAYOUT.length()) * second.norm(0, LAYOUT.length());
    assertThat(Math.abs(first.dot(second))).isLessThan(1e-7 * scale);
    assertSliceNorms(second, CONVOLUTION);
    assertSliceNorms(second, BIAS);
  }

  @Test
  void parallelSlicesLeaveNoOrthogonalDirection() {
    DirectionSampler sampler = sampler(NormalizationDirection.WEIGHTS);
    Direction second = sampler.drawOrthogonal(weights, 1, sampler.draw(weights, 0));

    assertThat(second.norm(108, 116)).isZero();
    assertSliceNorms(second, DENSE);
  }

  @Test
  void drawsAreStandardNormal() {
    GaussianSource source = new GaussianSource(1, 0);
    int n = 200_000;
    double[] moments = new double[5];
    for (int i = 0; i < n; i++) {
      double x = source.next();
      for (int k = 1; k <= 4; k++) {
        moments[k] += Math.pow(x, k) / n;
      }
    }
    // Five standard errors of each moment: √(1, 2, 15, 96)/√n.
    assertThat(moments[1]).isCloseTo(0, within(5 * Math.sqrt(1.0 / n)));
    assertThat(moments[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    assertThat(moments[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / n)));
    assertThat(moments[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
  }

  @Test
  void drawsAreTheSameOnEveryMachine() {
    GaussianSource source = new GaussianSource(17, 3);

    // From an independent Python program: xoroshiro128++, its seed mixed by SplitMix64, polar
    // method. Its logarithm may round differently in the last bit.
    double[] expected = {-0.7156879968094928, -1.298717654039077, 1.07659565317131};
    assertThat(new double[] {source.next(), source.next(), source.next()})
        .containsExactly(expected, within(1e-15));
  }

  @Test
  void wrongSizesAreNamed() {
    assertThatThrownBy(() -> sampler(NormalizationDirection.IGNORE).draw(new float[3], 0))
        .hasMessageContaining("171 and 3");
    assertThatThrownBy(() -> sampler(NormalizationDirection.IGNORE).draw(weights, -1))
        .hasMessageContaining("line: -1");
    assertThatThrownBy(() -> Direction.of(new float[] {0, Float.NaN}))
        .hasMessageContaining("element 1 is NaN");
  }
}
