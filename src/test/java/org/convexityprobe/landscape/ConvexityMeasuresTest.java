package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConvexityMeasuresTest {
  /** ℓ(w) = ½ (3 x² + y²) from (1, 2) to its optimum 0: g = (3, 2), w − w* = (1, 2), d² = 5. */
  @Test
  void aQuadraticHasTheValuesOfPenAndPaper() {
    Direction way = Direction.of(new float[] {-1, -2});
    ConvexityMeasures measures =
        ConvexityMeasures.of(
            t -> 0.5 * 7 * (1 - t) * (1 - t),
            7,
            GradientAlignment.of(new double[] {3, 2}, way),
            Math.sqrt(5));
    assertThat(measures.rise()).isZero();
    assertThat(measures.barrier()).isZero();
    assertThat(measures.onePointConvexity()).isEqualTo(7.0 / 5, offset(1e-12));
    assertThat(measures.errorBound()).isEqualTo(Math.sqrt(13.0 / 5), offset(1e-12));
    assertThat(measures.starMargin()).isEqualTo(7 - 3.5, offset(1e-12));
    assertThat(measures.plStar()).isEqualTo(13 / 7.0, offset(1e-12));
    assertThat(measures.alpha()).isEqualTo(7);
    assertThat(measures.cosine()).isEqualTo(7 / Math.sqrt(13 * 5), offset(1e-12));
  }

  @Test
  void aRiseIsMeasuredFromTheLowestPointBeforeItAndABarrierFromTheChord() {
    ConvexityMeasures measures = of(4, 1, 3, 2.5, 0);
    assertThat(measures.rise()).isEqualTo(2);
    // The chord is 4, 3, 2, 1, 0.
    assertThat(measures.barrier()).isEqualTo(1.5);
  }

  @Test
  void aLossBelowItsChordMayStillRise() {
    ConvexityMeasures measures = of(4, 0.5, 1, 0.2, 0);
    assertThat(measures.rise()).isEqualTo(0.5);
    assertThat(measures.barrier()).isZero();
  }

  @Test
  void aStarConvexPathHasAMarginAboveZeroAndAPathUphillDoesNot() {
    assertThat(of(1, 0.25, 0).starMargin()).isEqualTo(1, offset(1e-12)); // slope −2, fall 1
    ConvexityMeasures uphill =
        ConvexityMeasures.of(new double[] {1, 1.5, 0}, -1, new GradientAlignment(1, 0.5, -0.5), 1);
    assertThat(uphill.starMargin()).isEqualTo(-1.5);
    assertThat(uphill.onePointConvexity()).isEqualTo(-0.5);
  }

  @Test
  void aLossThatIsNotFiniteOnTheWayIsNotASmallRise() {
    assertThat(of(1, Double.NaN, 0).rise()).isNaN();
    assertThat(of(1, Double.NaN, 0).barrier()).isNaN();
    assertThat(of(1, Double.POSITIVE_INFINITY, 0).rise()).isInfinite();
  }

  @Test
  void meansOverSegmentsHaveTheStandardErrorOfTheirSpread() {
    Estimate barrier =
        ConvexityMeasure.means(List.of(of(0, 1, 0), of(0, 3, 0))).get(ConvexityMeasure.BARRIER);
    assertThat(barrier.mean()).isEqualTo(2);
    assertThat(barrier.standardError()).isEqualTo(1, offset(1e-12)); // √2 / √2
    assertThat(
            ConvexityMeasure.means(List.of(of(0, 1, 0)))
                .get(ConvexityMeasure.BARRIER)
                .standardError())
        .isNaN();
  }

  @Test
  void aSegmentHasTwoPoints() {
    assertThatThrownBy(() -> of(1)).hasMessageContaining("expected at least 2");
  }

  private static ConvexityMeasures of(double... values) {
    return ConvexityMeasures.of(values, 0, new GradientAlignment(2, -2, 1), 1);
  }
}
