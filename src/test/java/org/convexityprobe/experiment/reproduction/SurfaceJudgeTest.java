package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.SomeResults;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.experiment.surface.SurfaceResult;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceRow;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.junit.jupiter.api.Test;

/** Verdicts on shares of planes. */
class SurfaceJudgeTest {
  private static SurfaceResult surface(SomeResults network, double convex, double undecided) {
    SurfaceAxis axis = new SurfaceAxis(-1, 1, 3);
    List<SurfaceRow> rows = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      rows.add(SurfaceScan.scanRow(axis, axis, row, (x, y) -> x * x, ScanListener.NONE));
    }
    return new SurfaceResult(
        "network.zip",
        network.lines(5).description(),
        5000,
        50_000,
        SurfaceScan.of(axis, axis, rows),
        null,
        null,
        Map.of(
            SurfaceVerdict.CONVEX, convex,
            SurfaceVerdict.UNDECIDED, undecided,
            SurfaceVerdict.SADDLE, 1 - convex - undecided),
        null,
        List.of());
  }

  /** One run: the narrow network's shares of convex and undecided points, then the wide one's. */
  private static SurfaceResults pair(double a, double b, double c, double d) {
    return pair(SomeResults.of(110, 1, 200), SomeResults.of(110, 4, 200), a, b, c, d);
  }

  private static SurfaceResults pair(
      SomeResults narrow, SomeResults wide, double a, double b, double c, double d) {
    return new SurfaceResults(
        SurfaceResults.SCHEMA_VERSION,
        new Manifest(Manifest.SCHEMA_VERSION, "surface", Map.of(), Map.of(), List.of()),
        List.of(surface(narrow, a, b), surface(wide, c, d)));
  }

  private static Judgement judge(SurfaceResults... pairs) {
    return new SurfaceJudge(List.of(pairs)).judge();
  }

  @Test
  void oneWidthIsNotComparedWithItself() {
    SomeResults only = SomeResults.of(110, 4, 200);
    Judgement judgement = judge(pair(only, only, 0.3, 0, 0.3, 0), pair(only, only, 0.4, 0, 0.4, 0));

    assertThat(judgement.agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(judgement.reason()).contains("only the network of k = 4 has a surface");
  }

  @Test
  void aShareThatIsLargerWhateverIsUndecidedAgrees() {
    Judgement judgement =
        judge(
            pair(0.30, 0.02, 0.60, 0.01), pair(0.34, 0.03, 0.55, 0.02), pair(0.28, 0.02, 0.62, 0));

    assertThat(judgement.agreement()).isEqualTo(Agreement.AGREES);
    // 0.30, 0.34, 0.28 and 0.60, 0.55, 0.62: errors are SD/√3.
    assertThat(judgement.measured())
        .contains("k = 1: convex at 30.7 ± 1.8 %, undecided at 2.3 ± 0.3 %")
        .contains("k = 4: convex at 59.0 ± 2.1 %, undecided at 1.0 ± 0.6 %")
        // 59.0 − (30.7 + 2.3) with errors of 2.1 and 2.1.
        .contains("wider minus narrower +26.0 ± 2.9 % to ");
    assertThat(judgement.seen())
        .isEqualTo(
            "3 pairs of directions, one network a width, 3 × 3 points, loss over 5000 of 50000"
                + " images");
  }

  @Test
  void undecidedPointsAreNotCountedForTheClaim() {
    Judgement judgement =
        judge(pair(0.30, 0.40, 0.60, 0.01), pair(0.34, 0.40, 0.55, 0.02), pair(0.28, 0.4, 0.62, 0));

    assertThat(judgement.agreement()).isEqualTo(Agreement.UNDECIDED);
  }

  @Test
  void aSmallerShareDiffers() {
    assertThat(
            judge(pair(0.6, 0, 0.3, 0.01), pair(0.55, 0, 0.34, 0.01), pair(0.62, 0, 0.28, 0.02))
                .agreement())
        .isEqualTo(Agreement.DIFFERS);
  }

  @Test
  void onePairOfDirectionsHasNoError() {
    Judgement judgement = judge(pair(0.1, 0, 0.9, 0));

    assertThat(judgement.agreement()).isEqualTo(Agreement.UNDECIDED);
    assertThat(judgement.reason()).isEqualTo("one pair of directions has no error");
    assertThat(judgement.measured()).doesNotContain("NaN");
  }

  @Test
  void otherNetworksThanThePapersAreNotCompared() {
    SomeResults small = SomeResults.of(8, 1, 3);
    Judgement judgement =
        judge(
            pair(small, SomeResults.of(8, 4, 3), 0.1, 0, 0.9, 0),
            pair(small, SomeResults.of(8, 4, 3), 0.2, 0, 0.8, 0));

    assertThat(judgement.agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(judgement.reason()).isEqualTo("ResNet-8 at epoch 3, not ResNet-110 at epoch 200");
    SomeResults part = SomeResults.of(110, 4, 200).trainImages(1000);
    assertThat(judge(pair(SomeResults.of(110, 1, 200), part, 0.1, 0, 0.9, 0)).reason())
        .isEqualTo("trained on a part of the images");
  }
}
