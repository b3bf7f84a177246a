package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Verdicts from slopes agree with those from second differences. */
class SlopeCheckTest {
  private static double[] slopes(LineScan scan, LineFunction derivative) {
    return scan.lambdas().stream().mapToDouble(derivative::valueAt).toArray();
  }

  private static LineNoise noise(double sigma) {
    return new LineNoise(estimate(-0.5, sigma), estimate(0, sigma), estimate(0.5, sigma));
  }

  private static NoiseEstimate estimate(double lambda, double sigma) {
    return new NoiseEstimate(lambda, sigma, 1e-6, NoiseEstimate.Outcome.DETECTED);
  }

  /** Rounding errors grow with the loss, so that slopes far out are noisier than at the centre. */
  @Test
  void theNoiseOfSlopesIsMeasuredAtTheEndsOfTheLineToo() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);
    Random random = new Random(3);
    LineFunction noisy = l -> 2 * l + Math.pow(10, 12 * Math.abs(l) - 6) * random.nextGaussian();

    SlopeCheck check = SlopeCheck.of(scan, noisy, 4, ScanListener.NONE);
    // Up to |λ| = 0.2 the noise is below 3e-4, and slopes rise by 0.04 from point to point.
    assertThat(check.verdicts().subList(15, 34)).containsOnly(Verdict.CONVEX);
    assertThat(check.verdicts()).doesNotContain(Verdict.CONCAVE);
    assertThat(check.verdicts().get(0)).isEqualTo(Verdict.UNDECIDED);
    assertThat(check.verdicts().get(48)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aListenerStopsSlopes() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);
    ScanListener stopped =
        new ScanListener() {
          @Override
          public void evaluated(int done, int planned) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };

    assertThatThrownBy(() -> SlopeCheck.of(scan, l -> 2 * l, 4, stopped))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void bothOpinionsAgreeUpToOnePointAtEachBoundary() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> -Math.cos(5 * lambda));
    SlopeCheck check = SlopeCheck.of(scan, slopes(scan, l -> 5 * Math.sin(5 * l)), noise(0), 4);

    assertThat(check.run().length())
        .isCloseTo(scan.length(), within(2 * scan.grid().spacing() + 1e-12));
    assertThat(check.contradictions()).isLessThanOrEqualTo(2);
  }

  @Test
  void slopesOfAnotherFunctionContradict() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);

    assertThat(SlopeCheck.of(scan, slopes(scan, l -> -2 * l), noise(0), 4).contradictions())
        .isEqualTo(49);
  }

  @Test
  void risesWithinTheNoiseAreUndecided() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);

    // A slope rises by 2h = 0.04 from point to point; 4 √2 · 0.01 = 0.057.
    SlopeCheck check = SlopeCheck.of(scan, slopes(scan, l -> 2 * l), noise(0.01), 4);
    assertThat(check.verdicts()).containsOnly(Verdict.UNDECIDED);
    assertThat(check.run().length()).isEqualTo(1);
    // Two points are never contradicted.
    assertThat(check.runLow().length()).isEqualTo(scan.grid().spacing());
  }

  @Test
  void noiseThatIsNotKnownDecidesNothing() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);
    double[] slopes = slopes(scan, l -> l > 0.45 ? Double.NaN : 2 * l);
    SlopeCheck check = SlopeCheck.of(scan, slopes, noise(Double.NaN), 4);

    assertThat(check.verdicts().subList(0, 40)).containsOnly(Verdict.UNDECIDED);
    assertThat(check.verdicts().get(48)).isEqualTo(Verdict.NON_FINITE);
  }

  @Test
  void slopesThatAreNotFiniteBelongToNoRun() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);
    double[] slopes = slopes(scan, l -> l == 0 ? 0 : Double.NaN);
    SlopeCheck check = SlopeCheck.of(scan, slopes, noise(0), 4);

    assertThat(check.run().length()).isZero();
    assertThat(check.runLow().length()).isZero();
  }

  @Test
  void oneSlopePerPointIsNeeded() {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT).scan(0, lambda -> lambda * lambda);

    assertThatThrownBy(() -> SlopeCheck.of(scan, new double[50], noise(0), 4))
        .hasMessageContaining("50 slopes for a line of 51 points");
  }
}
