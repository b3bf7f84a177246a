package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class QuarticTest {
  @Test
  void eachTestImpliesTheNextAndNoneThePrevious() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1);
    int[] differs = new int[3];
    for (int i = 0; i < 20_000; i++) {
      Quartic quartic =
          new Quartic(
              0, 0, random.nextDouble(-1, 1), random.nextDouble(-1, 1), random.nextDouble());
      ConvexityTests tests = quartic.tests();
      boolean[] chain = {
        tests.convexEverywhere(), tests.convexOnSegment(), tests.starConvex(), tests.chord()
      };
      for (int k = 0; k < 3; k++) {
        assertThat(!chain[k] || chain[k + 1]).as("%s, link %d", quartic, k).isTrue();
        differs[k] += chain[k] != chain[k + 1] ? 1 : 0;
      }
    }
    assertThat(differs[0]).isPositive();
    assertThat(differs[1]).isPositive();
    assertThat(differs[2]).isPositive();
  }

  @Test
  void weakTestsMeanWhatTheySay() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2);
    for (int i = 0; i < 2000; i++) {
      Quartic quartic =
          new Quartic(
              random.nextDouble(),
              random.nextDouble(-1, 1),
              random.nextDouble(-1, 1),
              random.nextDouble(-1, 1),
              random.nextDouble());
      double tangent = Double.POSITIVE_INFINITY;
      double chord = Double.POSITIVE_INFINITY;
      double end = quartic.valueAt(1);
      for (int k = 1; k < 1000; k++) {
        double x = k / 1000.0;
        double slope =
            quartic.q1() + x * (2 * quartic.q2() + x * (3 * quartic.q3() + x * 4 * quartic.q4()));
        // Divided by their double roots, both gaps are quadratics that the tests bound.
        tangent = Math.min(tangent, (quartic.q0() - quartic.valueAt(x) + x * slope) / (x * x));
        chord =
            Math.min(
                chord, ((1 - x) * quartic.q0() + x * end - quartic.valueAt(x)) / (x * (1 - x)));
      }
      // The grid may miss a minimum below zero by about 1e-6, and rounding adds 1e-10.
      if (Math.abs(tangent) > 1e-4) {
        assertThat(quartic.tests().starConvex()).isEqualTo(tangent > 0);
      }
      if (Math.abs(chord) > 1e-2) {
        assertThat(quartic.tests().chord()).isEqualTo(chord > 0);
      }
    }
  }

  @Test
  void minimumIsInsideAtAnEndOrOnAStraightLine() {
    assertThat(new Quartic(0, 0, 0.5, -1, 1).minimumCurvature()).isEqualTo(1 - 36.0 / 48);
    assertThat(new Quartic(0, 0, 0.5, 1, 1).minimumCurvature()).isEqualTo(1);
    assertThat(new Quartic(0, 0, 0.5, -5, 1).minimumCurvature()).isEqualTo(12 - 30 + 1);
    assertThat(new Quartic(1, 2, 3, 0, 0).minimumCurvature()).isEqualTo(6);
  }

  @Test
  void reversedLineHasTheSameValuesAndCurvature() {
    Quartic quartic = new Quartic(1, -2, 3, -4, 5);
    Quartic reversed = quartic.reversed();
    for (double lambda = -1; lambda <= 2; lambda += 0.5) {
      assertThat(reversed.valueAt(1 - lambda)).isEqualTo(quartic.valueAt(lambda), offset(1e-12));
    }
    assertThat(reversed.minimumCurvature()).isEqualTo(quartic.minimumCurvature(), offset(1e-12));
  }
}
