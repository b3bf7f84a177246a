package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
import org.convexityprobe.landscape.AdaptiveEvidence.Decision;
import org.junit.jupiter.api.Test;

/** Lengths found from a part of a population. */
class AdaptiveScannerTest {
  private static final int MEMBERS = 20_000;
  private static final ScanSettings SETTINGS = ScanSettings.DEFAULT;
  private static final int POINTS = SETTINGS.grid().points();

  /** −cos(aλ), its phase and size different for each member: concave beyond π/(2a). */
  private static final TestPopulation WAVES =
      new TestPopulation(
          MEMBERS,
          (lambda, member) ->
              -(1 + member % 7) * Math.cos(5 * lambda + 0.3 * Math.sin(1000.0 * member)));

  private final AdaptiveScanner scanner = new AdaptiveScanner(SETTINGS, AdaptiveSettings.DEFAULT);

  @Test
  void findsTheLengthOfAllMembersFromAPart() {
    LineScan plain = new LineScanner(SETTINGS).scan(0, WAVES.mean());
    LineScan scan = scanner.scan(0, WAVES);

    assertThat(plain.length()).isBetween(0.5, 0.7);
    assertThat(scan.run()).isEqualTo(plain.run());
    assertThat(scan.evidence().saving()).isGreaterThan(5);
    assertThat(scan.evidence().plainEvaluations())
        .isEqualTo((long) SETTINGS.evaluations() * MEMBERS);
  }

  @Test
  void nothingBeyondTheEndsOfTheIntervalIsLookedAt() {
    LineScan scan = scanner.scan(0, WAVES);

    assertThat(scan.evidence().members())
        .startsWith(AdaptiveSettings.DEFAULT.outline(), AdaptiveSettings.DEFAULT.outline())
        .endsWith(AdaptiveSettings.DEFAULT.outline(), AdaptiveSettings.DEFAULT.outline());
    assertThat(scan.evidence().members().get(POINTS / 2))
        .isGreaterThanOrEqualTo(AdaptiveSettings.DEFAULT.firstSample());
  }

  /** A corner ends the interval, and terms of both signs hide all signs that lie beyond it. */
  @Test
  void whatNeedNotBeDecidedBeyondTheEndsDoesNotCountAsUndecided() {
    LineScan scan =
        scanner.scan(
            0,
            new TestPopulation(
                MEMBERS,
                (lambda, member) -> {
                  double distance = Math.abs(lambda);
                  double hidden =
                      distance > 0.35 ? Math.cos(977 * lambda) * (member % 2 == 0 ? 1 : -1) : 0;
                  return distance < 0.31 ? lambda * lambda : 0.4 - distance + hidden;
                }));
    LengthSummary summary = LengthSummary.of(List.of(scan), Bootstrap.DEFAULT);

    assertThat(scan.verdicts()).contains(Verdict.UNDECIDED);
    assertThat(summary.lengthLow()).isEqualTo(summary.length());
    assertThat(summary.undecided()).isZero();
    // L = n h has n − 1 points with both neighbours in it.
    assertThat(summary.points()).isEqualTo((int) Math.rint(scan.length() / 0.02) - 1);
  }

  @Test
  void nothingIsCountedWhereTheIntervalHasNoPointWithTwoNeighbours() {
    LineScan scan =
        scanner.scan(0, new TestPopulation(MEMBERS, (lambda, member) -> -lambda * lambda));

    assertThat(scan.length()).isEqualTo(0.02);
    assertThat(scan.judged()).isZero();
    assertThat(scan.undecided()).isZero();
  }

  @Test
  void smallPopulationsAreEvaluatedWhole() {
    TestPopulation few = new TestPopulation(100, WAVES_OF_FEW);
    LineScan plain = new LineScanner(SETTINGS).scan(0, few.mean());
    LineScan scan = scanner.scan(0, few);

    assertThat(scan.run()).isEqualTo(plain.run());
    assertThat(scan.verdicts()).isEqualTo(plain.verdicts());
    assertThat(scan.evidence().members()).containsOnly(100);
    assertThat(scan.evidence().decisions())
        .allSatisfy(decision -> assertThat(decision.standardError()).isZero());
  }

  private static final TestPopulation.Term WAVES_OF_FEW =
      (lambda, member) -> -Math.cos(4 * lambda + 0.01 * member);

  @Test
  void aSecondDifferenceThatIsZeroGoesToAllMembersAndIsNotConcave() {
    // Terms of both signs cancel exactly: multiples of 2⁻¹⁰ have exact sums.
    TestPopulation balanced =
        new TestPopulation(
            MEMBERS,
            (lambda, member) -> {
              double index = Math.rint(lambda * 50);
              double sign = member % 2 == 0 ? 1 : -1;
              return sign * (1 + member / 2 % 5) * index * index / 1024;
            });
    LineScan scan = scanner.scan(0, balanced);

    assertThat(scan.length()).isEqualTo(1);
    assertThat(scan.evidence().members()).contains(MEMBERS);
    assertThat(scan.lengthLow()).isLessThan(1);
  }

  @Test
  void oneTermThatIsNotFiniteEndsTheInterval() {
    TestPopulation broken =
        new TestPopulation(
            MEMBERS,
            (lambda, member) ->
                member == 17 && lambda > 0.2 ? Double.NaN : lambda * lambda * (1 + member % 3));
    LineScan whole =
        new AdaptiveScanner(SETTINGS, new AdaptiveSettings(0.05, MEMBERS, 2, MEMBERS, 1))
            .scan(0, broken);

    assertThat(whole.run().right()).isEqualTo(0.2);
    assertThat(whole.run().left()).isEqualTo(-0.5);
    assertThat(whole.verdicts().get(POINTS - 3)).isEqualTo(Verdict.NON_FINITE);
  }

  /**
   * One member that the first sample does not have is not finite from λ = −0.06 on. It is met when
   * the triple from −0.08 to −0.04 grows, since terms of both signs hide its sign; the triples
   * within are decided by then.
   */
  @Test
  void aTermThatIsNotFiniteAndMetLateEndsTheIntervalToo() {
    int[] order = IntStream.range(0, MEMBERS).toArray();
    ArraySampler.shuffle(GaussianSource.generator(~AdaptiveSettings.DEFAULT.seed(), 0), order);
    int late = order[AdaptiveSettings.DEFAULT.firstSample() + 10];
    TestPopulation broken =
        new TestPopulation(
            MEMBERS,
            (lambda, member) -> {
              double hidden = lambda < -0.07 ? 0.05 * (member % 2 == 0 ? 1 : -1) : 0;
              return member == late && lambda < -0.05 ? Double.NaN : lambda * lambda + hidden;
            });
    LineScan scan = scanner.scan(0, broken);

    assertThat(scan.run().left()).isEqualTo(-0.04);
    assertThat(scan.run().right()).isEqualTo(0.5);
    int centre = SETTINGS.grid().centre();
    assertThat(scan.values().get(centre - 3)).isNaN();
    // From −0.06 to −0.02; it was convex on the first sample.
    assertThat(scan.verdicts().get(centre - 3)).isEqualTo(Verdict.NON_FINITE);
    assertThat(scan.verdicts().get(centre - 2)).isEqualTo(Verdict.CONVEX);
  }

  /** Values of the grid's points are known where the noise is measured around them. */
  @Test
  void theNoiseIsMeasuredFromNewPointsOnly() {
    LineScan scan = scanner.scan(0, WAVES);

    long atPoints = scan.evidence().members().stream().mapToLong(members -> members).sum();
    long forNoise = scan.evidence().evaluations() - atPoints;
    assertThat(forNoise).isPositive();
    // A table of nine values has one at the point itself.
    assertThat(forNoise % (8L * AdaptiveSettings.DEFAULT.outline())).isZero();
  }

  @Test
  void nothingIsConvexWhereTheCentreIsNotFinite() {
    LineScan scan =
        scanner.scan(
            0, new TestPopulation(MEMBERS, (lambda, member) -> lambda == 0 ? Double.NaN : lambda));

    assertThat(scan.length()).isZero();
    assertThat(scan.lengthLow()).isZero();
    assertThat(scan.evidence().decisions()).isEmpty();
  }

  @Test
  void eachDecisionRestsOnABoundBeyondTheThreshold() {
    LineScan scan = scanner.scan(3, WAVES);

    for (Decision decision : scan.evidence().decisions()) {
      assertThat(decision.members()).isGreaterThanOrEqualTo(AdaptiveSettings.DEFAULT.firstSample());
      if (decision.verdict() == Verdict.CONVEX) {
        assertThat(decision.bound()).isPositive().isLessThan(decision.estimate());
      } else if (decision.verdict() == Verdict.CONCAVE) {
        assertThat(decision.bound()).isNegative().isGreaterThan(decision.estimate());
      }
    }
    assertThat(scan.evidence().decisions()).anyMatch(d -> d.verdict() == Verdict.CONCAVE);
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherLineAnotherOrder() {
    LineScan scan = scanner.scan(1, WAVES);

    assertThat(new AdaptiveScanner(SETTINGS, AdaptiveSettings.DEFAULT).scan(1, WAVES))
        .isEqualTo(scan);
    assertThat(scanner.scan(2, WAVES).values()).isNotEqualTo(scan.values());
  }

  @Test
  void aListenerStopsTheScan() {
    ScanListener stop =
        new ScanListener() {
          private int done;

          @Override
          public void evaluated(int evaluations, int planned) {
            assertThat(planned).isGreaterThanOrEqualTo(evaluations);
            done = evaluations;
          }

          @Override
          public boolean cancelled() {
            return done > 10_000;
          }
        };

    assertThatThrownBy(() -> scanner.scan(0, WAVES, stop))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void probabilitiesOutsideZeroToOneHalfAreRefused() {
    for (double probability : new double[] {0, 0.5, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> AdaptiveSettings.DEFAULT.withErrorProbability(probability))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("error probability");
    }
    assertThatThrownBy(() -> new AdaptiveScanner(SETTINGS.refining(), AdaptiveSettings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("refine");
  }
}
