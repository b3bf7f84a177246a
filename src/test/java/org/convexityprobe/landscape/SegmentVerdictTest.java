package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import org.convexityprobe.landscape.NoiseEstimate.Outcome;
import org.junit.jupiter.api.Test;

/** Segments run over λ in [−½, ½] and end in λ = ½; s = ½ − λ is the distance from the end. */
class SegmentVerdictTest {
  @Test
  void aParabolaIsConvexInEverySense() {
    SegmentVerdict verdict = judge(s -> s * s);
    assertThat(verdict).isEqualTo(all(Verdict.CONVEX));
  }

  @Test
  void aStraightLineIsUndecidedInEverySense() {
    assertThat(judge(s -> 3 * s)).isEqualTo(all(Verdict.UNDECIDED));
  }

  @Test
  void aDentAwayFromTheEndIsStarConvexButNotConvex() {
    // φ / s = s + 0.3 sin²(3s) rises: its derivative is 1 + 0.9 sin 6s.
    // φ'' = 2 + 1.8 sin 6s + 5.4 s cos 6s is −1.7 at s = 0.6.
    SegmentVerdict verdict = judge(s -> s * s + 0.3 * s * Math.pow(Math.sin(3 * s), 2));
    assertThat(verdict.convex()).isEqualTo(Verdict.CONCAVE);
    assertThat(verdict.star()).isEqualTo(Verdict.CONVEX);
    assertThat(verdict.chord()).isEqualTo(Verdict.CONVEX);
  }

  @Test
  void aHillOnTheWayIsConcaveInEverySense() {
    // s − s² rises by 1/4 above both of its ends, which are 0.
    SegmentVerdict verdict = judge(s -> s - s * s);
    assertThat(verdict).isEqualTo(all(Verdict.CONCAVE));
  }

  @Test
  void aLossThatIsNotFiniteIsSaidSo() {
    SegmentVerdict verdict = judge(s -> Math.abs(s - 0.5) < 0.1 ? Double.NaN : s * s);
    assertThat(verdict.convex()).isEqualTo(Verdict.NON_FINITE);
    assertThat(verdict.star()).isEqualTo(Verdict.NON_FINITE);
    assertThat(verdict.chord()).isEqualTo(Verdict.NON_FINITE);
  }

  @Test
  void noiseThatIsNotKnownLeavesEveryVerdictOpen() {
    // Finite at the end itself, but not beside it, where the noise is measured.
    SegmentVerdict verdict = judge(s -> s < 0 ? Double.NaN : s * s);
    assertThat(verdict).isEqualTo(all(Verdict.UNDECIDED));
  }

  /**
   * At a spacing of 0.02 the second difference of s − s² is −8e-4, below its threshold of 4 √6 ·
   * 6e-3, and φ / s falls by 0.02, below 8 · 6e-3 / s. In the middle φ is 0.25 above the chord,
   * more than 8 · 6e-3.
   */
  @Test
  void aHillThatNeighbouringPointsCannotSeeIsConcaveInEverySense() {
    LineFunction hill = new NoisyFunction(l -> 1 + (0.5 - l) * (0.5 + l), 6e-3, 3);
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, hill);

    assertThat(scan.verdicts()).doesNotContain(Verdict.CONCAVE);
    assertThat(SegmentVerdict.of(scan)).isEqualTo(all(Verdict.CONCAVE));
  }

  /** The chord is no better known than the ends that it joins, half of each in the middle. */
  @Test
  void theNoiseOfEitherEndCanLeaveTheChordOpen() {
    // Of an end's noise of 1, four times and a half of it are 2.
    for (double[] ends : new double[][] {{1, 1e-6}, {1e-6, 1}}) {
      assertThat(ofAHill(1.9, ends[0], ends[1]).chord()).isEqualTo(Verdict.UNDECIDED);
      assertThat(ofAHill(2.1, ends[0], ends[1]).chord()).isEqualTo(Verdict.CONCAVE);
    }
  }

  /** Judges a segment that is 0 but in its middle, where hardly any noise is. */
  private static SegmentVerdict ofAHill(double height, double start, double end) {
    LineNoise noise =
        new LineNoise(
            new NoiseEstimate(-0.5, start, 1e-6, Outcome.DETECTED),
            new NoiseEstimate(0, 1e-6, 1e-6, Outcome.DETECTED),
            new NoiseEstimate(0.5, end, 1e-6, Outcome.DETECTED));
    double[] values = {0, 0, height, 0, 0};
    return SegmentVerdict.of(new LineJudge(new ScanGrid(1, 5), values, noise, 4).judge(0, null));
  }

  private static SegmentVerdict judge(LineFunction ofDistance) {
    return SegmentVerdict.of(
        new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> ofDistance.valueAt(0.5 - lambda)));
  }

  private static SegmentVerdict all(Verdict verdict) {
    return new SegmentVerdict(verdict, verdict, verdict);
  }
}
