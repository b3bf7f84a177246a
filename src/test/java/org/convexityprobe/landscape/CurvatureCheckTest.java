package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import org.convexityprobe.landscape.CurvatureCheck.Agreement;
import org.junit.jupiter.api.Test;

class CurvatureCheckTest {
  private static final ScanGrid GRID = new ScanGrid(1, 51);
  private static final double H = GRID.spacing();

  /** A function with given second derivatives. */
  private record Curved(DoubleUnaryOperator values, DoubleUnaryOperator gaussNewton, double rest)
      implements CurvedLineFunction {
    @Override
    public double valueAt(double lambda) {
      return values.applyAsDouble(lambda);
    }

    @Override
    public Curvature curvatureAt(double lambda) {
      return new Curvature(gaussNewton.applyAsDouble(lambda), rest);
    }
  }

  private static CurvatureCheck check(Curved function) {
    LineScan scan = new LineScanner(ScanSettings.DEFAULT.withGrid(GRID)).scan(0, function);
    return CurvatureCheck.of(scan, function, ScanListener.NONE);
  }

  @Test
  void aParabolaHasItsSecondDifferences() {
    CurvatureCheck check = check(new Curved(l -> 2 * l * l + l, l -> 7, -3));

    assertThat(check.curvatures()).hasSize(51).containsOnly(4.0);
    assertThat(check.gaussNewton()).containsOnly(7.0);
    assertThat(check.rest()).containsOnly(-3.0);
    // Values of about 1 are rounded to 1e-16, and D to some times that.
    assertThat(check.differenceQuotients())
        .hasSize(49)
        .allSatisfy(each -> assertThat(each).isCloseTo(4, within(1e-15 / (H * H))));
    assertThat(check.kinks())
        .allSatisfy(each -> assertThat(each).isCloseTo(0, within(1e-15 / (H * H))));
    assertThat(check.agreement()).isEqualTo(new Agreement(49, 0, 0, 0, 0));
    assertThat(check.noise().centre().sigma()).isZero();
  }

  @Test
  void aKinkIsWhatTheSecondDifferenceHasAndTheSecondDerivativeLacks() {
    // The kink at 0 turns the slope from −1 + 2λ to 1 + 2λ.
    CurvatureCheck check = check(new Curved(l -> Math.abs(l) - l * l, l -> 1, -3));

    assertThat(check.curvatures()).containsOnly(-2.0);
    assertThat(check.kinks().get(24)).isCloseTo(2 / H, within(1e-9));
    assertThat(check.kinks().get(23)).isCloseTo(0, within(1e-9));
    // Only at the kink the second difference is positive.
    assertThat(check.agreement().disagree()).isEqualTo(1);
    assertThat(check.agreement().agree()).isEqualTo(48);
    assertThat(check.agreement().triples()).isEqualTo(49);
  }

  @Test
  void secondDerivativesSpeakWhereSecondDifferencesDrownInNoise() {
    // Second differences of λ² are 8e-4, and the noise gives them 2 √6.
    CurvatureCheck check =
        check(new Curved(l -> l * l + 2 * Math.sin(1e9 * l * (3 + l)), l -> 2, 0));

    assertThat(check.agreement().undecided()).isGreaterThan(40);
    assertThat(check.agreement().undecidedPositive()).isEqualTo(check.agreement().undecided());
    assertThat(check.kinkErrors()).allMatch(error -> error * H * H > 0.5);
  }

  @Test
  void whatIsNotFiniteIsCountedApart() {
    CurvatureCheck check =
        check(new Curved(l -> l > 0.4 ? Double.NaN : l * l, l -> l < -0.4 ? Double.NaN : 2, 0));

    // φ'' is NaN at points 1 to 4, and a value within ±h of points 45 to 49. The noise at the last
    // finite point is not known, which leaves the right half of the line undecided.
    assertThat(check.agreement()).isEqualTo(new Agreement(20, 0, 20, 20, 9));
    assertThat(check.kinks().get(48)).isNaN();
    CurvatureSummary summary = CurvatureSummary.of(List.of(check));
    assertThat(summary.gaussNewton().value()).isEqualTo(1);
    assertThat(summary.kinks().value()).isLessThan(1e-9);
  }

  @Test
  void sharesAddOverLines() {
    CurvatureCheck check = check(new Curved(l -> 2 * l * l, l -> 7, -3));
    CurvatureSummary summary = CurvatureSummary.of(List.of(check, check));

    assertThat(summary.agreement()).isEqualTo(new Agreement(98, 0, 0, 0, 0));
    assertThat(summary.agree()).isEqualTo(new Share(1, 0));
    assertThat(summary.disagree()).isEqualTo(new Share(0, 0));
    assertThat(summary.gaussNewton().value()).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void theErrorOfAShareIsThatOfAMeanOverLines() {
    // The sign is the verdict at 49 of 49 triples, and at 48 of 49.
    CurvatureCheck all = check(new Curved(l -> 2 * l * l, l -> 7, -3));
    CurvatureCheck butOne = check(new Curved(l -> Math.abs(l) - l * l, l -> 1, -3));
    CurvatureSummary summary = CurvatureSummary.of(List.of(all, butOne));

    // Half the difference of two numbers is the standard error of their mean.
    assertThat(summary.agree().value()).isCloseTo(97 / 98.0, within(1e-15));
    assertThat(summary.agree().standardError()).isCloseTo(0.5 / 49, within(1e-15));
    assertThat(summary.disagree().standardError()).isCloseTo(0.5 / 49, within(1e-15));
    assertThat(CurvatureSummary.of(List.of(all)).agree().standardError()).isNaN();
  }

  /**
   * Numerators and denominators of a line depend on each other; the error is that of many draws. An
   * error of 100 lines varies by some 7 %, a mean over 200 such and a deviation over 200 by 5 %.
   */
  @Test
  void theErrorOfAShareIsTheSpreadOfShares() {
    Random random = new Random(1);
    double[] shares = new double[200];
    double errors = 0;
    for (int draw = 0; draw < shares.length; draw++) {
      double[] parts = new double[100];
      double[] wholes = new double[100];
      for (int i = 0; i < parts.length; i++) {
        wholes[i] = 1 + random.nextDouble();
        parts[i] = random.nextDouble() * wholes[i];
      }
      Share share = Share.of(parts, wholes);
      shares[draw] = share.value();
      errors += share.standardError() / shares.length;
    }
    double mean = Arrays.stream(shares).average().orElseThrow();
    double spread =
        Math.sqrt(
            Arrays.stream(shares).map(each -> Math.pow(each - mean, 2)).sum()
                / (shares.length - 1));
    assertThat(errors / spread).isCloseTo(1, within(0.2));
  }

  @Test
  void stopsWhenAskedTo() {
    Curved function = new Curved(l -> l * l, l -> 2, 0);
    LineScan scan = new LineScanner(ScanSettings.DEFAULT.withGrid(GRID)).scan(0, function);

    assertThatThrownBy(() -> CurvatureCheck.of(scan, function, new StoppedListener()))
        .isInstanceOf(CancellationException.class);
  }
}
