package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Line scans of functions whose convex interval is known. */
class LineScannerTest {
  /** Two grid cells: each end of a run is known to one cell, and the formula rounds outwards. */
  private static final double TWO_CELLS = 2 * ScanSettings.DEFAULT.grid().spacing();

  private final LineScanner scanner = new LineScanner(ScanSettings.DEFAULT);

  @Test
  void quadraticIsConvexOnTheWholeLine() {
    LineScan scan = scanner.scan(0, lambda -> 3 * lambda * lambda - lambda + 2);

    assertThat(scan.length()).isEqualTo(1);
    assertThat(scan.lengthLow()).isEqualTo(1);
    assertThat(scan.undecided()).isZero();
    assertThat(scan.run().violatedLeft()).isFalse();
    assertThat(scan.run().violatedRight()).isFalse();
  }

  @Test
  void doubleWellIsConcaveAtTheCentre() {
    LineScan scan = scanner.scan(0, lambda -> Math.pow(lambda, 4) - 0.1 * lambda * lambda);

    assertThat(scan.length()).isZero();
    assertThat(scan.lengthLow()).isZero();
    assertThat(scan.verdicts().get(24)).isEqualTo(Verdict.CONCAVE);
    assertThat(scan.verdicts().get(0)).isEqualTo(Verdict.CONVEX);
  }

  @Test
  void negativeCosineIsConvexUpToItsInflections() {
    // −cos(aλ) is convex on |λ| < π/(2a).
    double a = 5;
    LineScan scan = scanner.scan(0, lambda -> -Math.cos(a * lambda));

    assertThat(scan.length()).isCloseTo(Math.PI / a, within(TWO_CELLS));
    assertThat(scan.run().left()).isEqualTo(-scan.run().right());
    assertThat(scan.run().violatedLeft()).isTrue();
    assertThat(scan.run().violatedRight()).isTrue();
  }

  @Test
  void aFinerGridBringsTheBoundaryCloser() {
    ScanSettings fine = ScanSettings.DEFAULT.withGrid(new ScanGrid(1, 1001));
    LineScan scan = new LineScanner(fine).scan(0, lambda -> -Math.cos(5 * lambda));

    assertThat(scan.length()).isCloseTo(Math.PI / 5, within(2 * fine.grid().spacing()));
  }

  @Test
  void anAsymmetricBoundaryIsFoundOnItsSide() {
    // sin(3(λ − 0.3)) is convex left of 0.3 and concave right of it.
    LineScan scan = scanner.scan(0, lambda -> Math.sin(3 * (lambda - 0.3)));

    assertThat(scan.run().left()).isEqualTo(-0.5);
    assertThat(scan.run().violatedLeft()).isFalse();
    assertThat(scan.run().right()).isCloseTo(0.3, within(TWO_CELLS));
    assertThat(scan.run().violatedRight()).isTrue();
  }

  @Test
  void kinkIsConvexAndItsStraightPartsAreUndecided() {
    LineScan scan = scanner.scan(0, lambda -> Math.abs(lambda - 0.11));

    assertThat(scan.length()).isEqualTo(1);
    assertThat(scan.lengthLow()).isZero();
    assertThat(scan.undecided()).isGreaterThanOrEqualTo(47);
    assertThat(scan.verdicts()).contains(Verdict.CONVEX).doesNotContain(Verdict.CONCAVE);
  }

  @Test
  void concaveKinkEndsTheRun() {
    LineScan scan = scanner.scan(0, lambda -> -Math.abs(lambda - 0.11));

    assertThat(scan.run().left()).isEqualTo(-0.5);
    assertThat(scan.run().right()).isCloseTo(0.11, within(TWO_CELLS));
    assertThat(scan.verdicts()).doesNotContain(Verdict.CONVEX);
  }

  @Test
  void concaveKinkInTheCentreLeavesNoLength() {
    assertThat(scanner.scan(0, lambda -> -Math.abs(lambda)).length()).isZero();
    assertThat(scanner.scan(0, Math::abs).length()).isEqualTo(1);
  }

  @Test
  void straightLinesAndConstantsAreUndecidedEverywhere() {
    List<LineFunction> functions =
        List.of(
            lambda -> 2.302585092994046,
            lambda -> 0,
            lambda -> lambda,
            lambda -> 1000 * (lambda - 0.3),
            lambda -> 0.1 + lambda / 3);
    for (LineFunction function : functions) {
      LineScan scan = scanner.scan(0, function);
      assertThat(scan.verdicts()).containsOnly(Verdict.UNDECIDED);
      assertThat(scan.length()).isEqualTo(1);
      assertThat(scan.lengthLow()).isZero();
    }
  }

  @Test
  void constantPlusNoiseIsUndecidedAndNotASmallLength() {
    int undecided = 0;
    int cells = 0;
    int whole = 0;
    for (int seed = 0; seed < 200; seed++) {
      LineScan scan = scanner.scan(seed, new NoisyFunction(lambda -> 2.3, 1e-7, seed));
      undecided += scan.undecided();
      cells += scan.verdicts().size();
      whole += scan.length() == 1 ? 1 : 0;
    }
    // The noise is read from 21 values, so a threshold of 4 σ̂ is now and then a low one.
    assertThat((double) undecided / cells).isGreaterThan(0.998);
    assertThat(whole).isGreaterThanOrEqualTo(190);
  }

  @Test
  void noiseFarBelowTheCurvatureChangesNothing() {
    LineScan scan = scanner.scan(0, new NoisyFunction(lambda -> lambda * lambda, 1e-9, 3));

    assertThat(scan.verdicts()).containsOnly(Verdict.CONVEX);
  }

  @Test
  void noiseIsMeasuredNoFinerThanAFunctionResolves() {
    LineFunction coarse =
        new LineFunction() {
          @Override
          public double valueAt(double lambda) {
            return lambda * lambda;
          }

          @Override
          public double resolution() {
            return 1e-5;
          }
        };
    assertThat(scanner.scan(0, coarse).noise().centre().spacing()).isEqualTo(1e-5);
    assertThat(scanner.scan(0, lambda -> lambda * lambda).noise().centre().spacing())
        .isLessThan(1e-5);
  }

  @Test
  void pointsThatTheNoiseOfAnEndHidesAreCounted() {
    Random random = new Random(1);
    LineFunction exploding = lambda -> lambda < 0.48 ? -lambda * lambda : 1e9 * random.nextDouble();
    LineScan scan = scanner.scan(0, exploding);

    int undecided = scan.undecided();
    assertThat(scan.verdicts().get(24)).isEqualTo(Verdict.UNDECIDED);
    assertThat(undecided).isGreaterThan(40);
    // Each second difference that the end has no part in.
    assertThat(scan.hiddenByTheEnds(4, 0)).isBetween(undecided - 2, undecided);
    assertThat(scanner.scan(1, lambda -> -lambda * lambda).hiddenByTheEnds(4, 0)).isZero();
  }

  @Test
  void softmaxRegressionIsConvexAlongEveryLine() {
    for (int line = 0; line < 5; line++) {
      LineScan scan = scanner.scan(line, SoftmaxRegression.alongRandomLine(line));
      assertThat(scan.length()).isEqualTo(1);
      assertThat(scan.verdicts()).doesNotContain(Verdict.CONCAVE);
    }
  }

  @Test
  void reversingALineMirrorsEveryNumber() {
    LineFunction function =
        lambda -> Math.sin(7 * lambda + 0.4) + 0.3 * lambda * lambda * lambda + Math.exp(lambda);
    LineScan scan = scanner.scan(0, new NoisyFunction(function, 1e-4, 11));
    LineFunction noisy = new NoisyFunction(function, 1e-4, 11);
    LineScan mirrored = scanner.scan(0, lambda -> noisy.valueAt(0.0 - lambda));

    assertThat(mirrored.verdicts()).isEqualTo(reversed(scan.verdicts()));
    assertThat(mirrored.secondDifferences()).isEqualTo(reversed(scan.secondDifferences()));
    assertThat(mirrored.thresholds()).isEqualTo(reversed(scan.thresholds()));
    assertThat(mirrored.run().left()).isEqualTo(-scan.run().right());
    assertThat(mirrored.run().right()).isEqualTo(-scan.run().left());
    assertThat(mirrored.length()).isEqualTo(scan.length());
  }

  @Test
  void nonFiniteValuesEndTheRunAndStay() {
    LineScan scan =
        scanner.scan(
            0,
            lambda ->
                lambda > 0.25
                    ? Double.POSITIVE_INFINITY
                    : lambda < -0.35 ? Double.NaN : lambda * lambda);

    assertThat(scan.run().right()).isCloseTo(0.25, within(TWO_CELLS));
    assertThat(scan.run().left()).isCloseTo(-0.35, within(TWO_CELLS));
    assertThat(scan.values()).contains(Double.POSITIVE_INFINITY).contains(Double.NaN);
    assertThat(scan.verdicts().get(0)).isEqualTo(Verdict.NON_FINITE);
    assertThat(scan.noise().right().outcome()).isEqualTo(NoiseEstimate.Outcome.NON_FINITE);
  }

  @Test
  void nothingFiniteIsNoLength() {
    LineScan scan = scanner.scan(0, lambda -> Double.NaN);

    assertThat(scan.length()).isZero();
    assertThat(scan.verdicts()).containsOnly(Verdict.NON_FINITE);
  }

  @Test
  void refiningHalvesUntilTheLengthSettlesAndReusesPoints() {
    ScanSettings coarse = ScanSettings.DEFAULT.withGrid(new ScanGrid(1, 11)).refining();
    List<Double> asked = new ArrayList<>();
    LineScan scan =
        new LineScanner(coarse)
            .scan(
                0,
                lambda -> {
                  asked.add(lambda);
                  return -Math.cos(5 * lambda);
                });

    assertThat(scan.converged()).isTrue();
    assertThat(scan.halvings()).isBetween(1, ScanSettings.REFINE_HALVINGS);
    assertThat(scan.lambdas()).hasSize(10 * (1 << scan.halvings()) + 1);
    assertThat(scan.length()).isCloseTo(Math.PI / 5, within(2 * scan.grid().spacing()));
    assertThat(scan.lambdas().subList(1, 5))
        .as("a point of the grid is evaluated once")
        .allMatch(lambda -> Collections.frequency(asked, lambda) == 1);
    assertThat(asked).hasSizeLessThan(scan.lambdas().size() + 3 * 3 * 7 + 1);
  }

  @Test
  void refiningGivesUpAfterItsHalvings() {
    // Ever finer concave teeth near the centre: the length goes on shrinking with h.
    ScanSettings settings = new ScanSettings(new ScanGrid(1, 5), 4, 8, 2, 1e-3, SamplingError.NONE);
    LineScan scan =
        new LineScanner(settings)
            .scan(0, lambda -> lambda == 0 ? 0 : lambda * lambda * Math.sin(1 / lambda));

    assertThat(scan.halvings()).isLessThanOrEqualTo(2);
    assertThat(scan.lambdas()).hasSizeLessThanOrEqualTo(17);
  }

  @Test
  void progressIsReportedAndAScanCanBeStopped() {
    int[] seen = {0, 0};
    ScanListener listener =
        new ScanListener() {
          @Override
          public void evaluated(int done, int planned) {
            seen[0] = done;
            seen[1] = planned;
          }

          @Override
          public boolean cancelled() {
            return seen[0] == 10;
          }
        };

    assertThatThrownBy(() -> scanner.scan(0, lambda -> lambda, listener))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("10 evaluations");
    assertThat(seen[1]).isEqualTo(51 + 3 * 6);
  }

  @Test
  void noAbscissaIsEvaluatedTwice() {
    List<Double> seen = new ArrayList<>();
    scanner.scan(
        0,
        lambda -> {
          seen.add(lambda);
          // A noise that the first tables find: enough to tell neighbours apart, and level.
          return lambda * lambda + 1e-9 * Math.sin(1e9 * lambda);
        });
    assertThat(seen).doesNotHaveDuplicates().hasSize(ScanSettings.DEFAULT.evaluations());
  }

  @Test
  void gridsWithoutACentreAreRefused() {
    assertThatThrownBy(() -> new ScanGrid(1, 50)).hasMessageContaining("points: 50");
    assertThatThrownBy(() -> new ScanGrid(1, 1)).hasMessageContaining("points: 1");
    assertThatThrownBy(() -> new ScanGrid(0, 51)).hasMessageContaining("length: 0.0");
    assertThatThrownBy(() -> new ScanGrid(Double.NaN, 51)).hasMessageContaining("length: NaN");
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> result = new ArrayList<>(list);
    Collections.reverse(result);
    return result;
  }
}
