package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.recovery.ControlConfig;
import org.convexityprobe.experiment.recovery.ControlStudy;
import org.convexityprobe.experiment.recovery.MinimaStudy;
import org.convexityprobe.experiment.recovery.NoiseStudy;
import org.convexityprobe.experiment.recovery.NoiseStudy.Law;
import org.convexityprobe.experiment.recovery.Outcome;
import org.convexityprobe.experiment.recovery.SaddlesStudy;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.recovery.CriticalPoint;
import org.convexityprobe.recovery.DescentEnd;
import org.junit.jupiter.api.Test;

/** Verdicts on recovery runs whose truth is made up. */
class RecoveryJudgeTest {
  private static final Manifest MANIFEST = Manifest.of("recovery", ControlConfig.DEFAULT, Map.of());

  private static Outcome outcome(int planted, int spurious, int unfinished) {
    Map<DescentEnd, Integer> ends = new EnumMap<>(DescentEnd.class);
    ends.put(DescentEnd.PLANTED, planted);
    ends.put(DescentEnd.SPURIOUS, spurious);
    ends.put(DescentEnd.UNFINISHED, unfinished);
    return new Outcome(Proportion.of(planted, planted + spurious + unfinished), ends);
  }

  private static ControlStudy.Results control(int found) {
    return new ControlStudy.Results(
        MANIFEST,
        List.of(
            new ControlStudy.Finding(
                0.6,
                ControlStudy.Method.SGD,
                Proportion.of(found, 100),
                outcome(100 - found, found, 0))),
        List.of());
  }

  private static Judgement minima(Outcome far, Outcome near, int found) {
    return RecoveryJudge.minima(
        new MinimaStudy.Results(
            MANIFEST,
            List.of(
                new MinimaStudy.Entry(10, 1, 2, 20, far, far, 0.9),
                new MinimaStudy.Entry(10, 1, 400, 4000, near, near, 0.15))),
        control(found));
  }

  @Test
  void descentsThatAllReachTheMatrixAgreeWhateverHappensWithFewMeasurements() {
    Judgement judgement = minima(outcome(20, 80, 0), outcome(100, 0, 0), 30);

    assertThat(judgement.agreement()).isEqualTo(Agreement.AGREES);
    assertThat(judgement.seen()).startsWith("1 of 2 sizes and ratios").contains("100 descents");
    assertThat(judgement.claims())
        .extracting(Claim::agreement)
        .containsExactly(Agreement.AGREES, Agreement.AGREES, Agreement.NOT_COMPARABLE);
    assertThat(judgement.claims().get(0).measured())
        .isEqualTo("0 of 100 descents end at another minimum [0.000, 0.036]");
  }

  @Test
  void anotherMinimumDiffers() {
    Judgement judgement = minima(outcome(100, 0, 0), outcome(99, 1, 0), 30);

    assertThat(judgement.agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(judgement.claims().get(1).reason()).isEqualTo("1 runs end elsewhere");
  }

  /** A loss of 0 at another matrix than X* is a minimum that is not X* too. */
  @Test
  void anotherMatrixOfLossZeroIsAnotherMinimum() {
    Outcome near =
        new Outcome(
            Proportion.of(99, 100), Map.of(DescentEnd.PLANTED, 99, DescentEnd.OTHER_SOLUTION, 1));

    assertThat(minima(outcome(100, 0, 0), near, 30).claims().get(0))
        .returns(Agreement.DIFFERS, Claim::agreement)
        .returns("1 other minima", Claim::reason);
  }

  @Test
  void nothingIsDecidedIfTheControlFailsOrDescentsDoNotEnd() {
    assertThat(minima(outcome(100, 0, 0), outcome(100, 0, 0), 0).claims().get(0))
        .returns(Agreement.UNDECIDED, Claim::agreement)
        .returns("the minimum of the control was not found either", Claim::reason);
    assertThat(minima(outcome(100, 0, 0), outcome(98, 0, 2), 30).agreement())
        .isEqualTo(Agreement.UNDECIDED);
  }

  @Test
  void fewDescentsCannotBeCompared() {
    Judgement judgement = minima(outcome(100, 0, 0), outcome(6, 0, 0), 30);

    assertThat(judgement.agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(judgement.reason()).startsWith("6 descents, not 100, on problems");
  }

  private static Judgement noise(double spread, int descents, double exponent) {
    return RecoveryJudge.noise(
        new NoiseStudy.Results(
            MANIFEST,
            List.of(
                new NoiseStudy.Entry(10, 400, 4000, 0.1, descents, 0.01, 0.02, spread, 0.15),
                new NoiseStudy.Entry(10, 4, 40, 0.1, descents, 0.1, 2, 2, 0.9)),
            List.of(
                new NoiseStudy.Power(
                    "worst error with σ",
                    Law.WORST_WITH_NOISE,
                    exponent,
                    exponent - 0.1,
                    exponent + 0.1))));
  }

  @Test
  void endsThatLieTogetherAgreeAndOthersDiffer() {
    assertThat(noise(1e-6, 100, 1).agreement()).isEqualTo(Agreement.AGREES);
    assertThat(noise(0.05, 100, 1).agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(noise(1e-6, 100, -1).agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(noise(1e-6, 100, 0.05).claims().get(1).agreement()).isEqualTo(Agreement.UNDECIDED);
    assertThat(noise(1e-6, 4, 1).claims().get(0).agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
  }

  private static Judgement saddles(double isometry, double... least) {
    List<CriticalPoint> points = new ArrayList<>();
    for (double value : least) {
      points.addAll(Collections.nCopies(25, new CriticalPoint(true, 0, 0.5, value)));
    }
    return RecoveryJudge.saddles(
        new SaddlesStudy.Results(
            MANIFEST, List.of(new SaddlesStudy.Entry(400, 0, 0.5, isometry, List.of(), points))));
  }

  /** The curvature where a search ended at no critical point is not that of a saddle. */
  @Test
  void pointsThatAreNotCriticalHaveNoPartInTheVerdict() {
    List<CriticalPoint> saddles = Collections.nCopies(60, new CriticalPoint(true, 1e-14, 0.5, -1));
    SaddlesStudy.Analytic missed =
        new SaddlesStudy.Analytic(List.of(0), -1, new CriticalPoint(false, 1e-3, 0.5, 0.1));
    Judgement judgement =
        RecoveryJudge.saddles(
            new SaddlesStudy.Results(
                MANIFEST,
                List.of(new SaddlesStudy.Entry(2, 0, 0.5, 0.1, List.of(missed), saddles))));

    assertThat(judgement.agreement()).isEqualTo(Agreement.AGREES);
    assertThat(judgement.claims().get(0).measured()).contains("at most −2.00 σ_r(X*) at 60");
  }

  /** A search near a saddle of exact isometry may end at X*. */
  @Test
  void solutionsHaveNoPartInTheVerdict() {
    List<CriticalPoint> saddles = Collections.nCopies(60, new CriticalPoint(true, 1e-14, 0.5, -1));
    SaddlesStudy.Analytic solution =
        new SaddlesStudy.Analytic(
            List.of(0),
            -1,
            new CriticalPoint(true, 1e-14, 1e-9, 1e-12, 1e-20, CriticalPoint.Kind.SOLUTION));
    Judgement judgement =
        RecoveryJudge.saddles(
            new SaddlesStudy.Results(
                MANIFEST,
                List.of(new SaddlesStudy.Entry(400, 0, 0.5, 0.1, List.of(solution), saddles))));

    assertThat(judgement.agreement()).isEqualTo(Agreement.AGREES);
    assertThat(judgement.claims().get(0).measured()).contains("at most −2.00 σ_r(X*) at 60");
  }

  @Test
  void negativeCurvatureAtEveryCriticalPointAgrees() {
    Judgement judgement = saddles(0.1, -1, -2);

    assertThat(judgement.agreement()).isEqualTo(Agreement.AGREES);
    assertThat(judgement.claims().get(0).measured()).contains("at most −2.00 σ_r(X*) at 50");
    assertThat(saddles(0.1, -1, 0.1).agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(saddles(0.3, -1, -2).agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(saddles(0.1, -1).agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
  }
}
