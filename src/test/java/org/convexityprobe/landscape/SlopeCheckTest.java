package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Verdicts from slopes agree with those from second differences. */
class SlopeCheckTest {
  private static double[] slopes(LineScan scan, LineFunction derivative) {
    return scan.lambdas().stream().mapToDouble(derivative::valueAt).toArray();
  }

  @Test
  void bothOpinionsAgreeUpToOnePointAtEachBoundary() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> -Math.cos(5 * lambda));
    SlopeCheck check = SlopeCheck.of(scan, slopes(scan, l -> 5 * Math.sin(5 * l)), 0, 4);

    assertThat(check.run().length())
        .isCloseTo(scan.length(), within(2 * scan.grid().spacing() + 1e-12));
    assertThat(check.contradictions()).isLessThanOrEqualTo(2);
  }

  @Test
  void slopesOfAnotherFunctionContradict() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);

    assertThat(SlopeCheck.of(scan, slopes(scan, l -> -2 * l), 0, 4).contradictions()).isEqualTo(49);
  }

  @Test
  void risesWithinTheNoiseAreUndecided() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);

    // A slope rises by 2h = 0.04 from point to point; 4 √2 · 0.01 = 0.057.
    SlopeCheck check = SlopeCheck.of(scan, slopes(scan, l -> 2 * l), 0.01, 4);
    assertThat(check.verdicts()).containsOnly(Verdict.UNDECIDED);
    assertThat(check.run().length()).isEqualTo(1);
    // Two points are never contradicted.
    assertThat(check.runLow().length()).isEqualTo(scan.grid().spacing());
  }

  @Test
  void noiseThatIsNotKnownDecidesNothing() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);
    double[] slopes = slopes(scan, l -> l > 0.45 ? Double.NaN : 2 * l);
    SlopeCheck check = SlopeCheck.of(scan, slopes, Double.NaN, 4);

    assertThat(check.verdicts().subList(0, 40)).containsOnly(Verdict.UNDECIDED);
    assertThat(check.verdicts().get(48)).isEqualTo(Verdict.NON_FINITE);
  }

  @Test
  void slopesThatAreNotFiniteBelongToNoRun() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);
    double[] slopes = slopes(scan, l -> l == 0 ? 0 : Double.NaN);
    SlopeCheck check = SlopeCheck.of(scan, slopes, 0, 4);

    assertThat(check.run().length()).isZero();
    assertThat(check.runLow().length()).isZero();
  }

  @Test
  void oneSlopePerPointIsNeeded() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);

    assertThatThrownBy(() -> SlopeCheck.of(scan, new double[50], 0, 4))
        .hasMessageContaining("50 slopes for a line of 51 points");
  }
}
