package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.junit.jupiter.api.Test;

/**
 * How often an adaptive scan finds another length than that of the whole population, over more than
 * 1,000 lines: at most as often as it says.
 */
class AdaptiveCalibrationTest {
  private static final int LINES = 340;
  private static final int MEMBERS = 20_000;
  private static final ScanSettings SETTINGS = ScanSettings.DEFAULT;

  /** What the lines of one population said. */
  private record Calibration(double length, int wrong, int lines, double saving) {
    /** Returns what was found, with the Clopper–Pearson interval of the probability of an error. */
    String interval() {
      return "%d of %d lines wrong [%.4f, %.4f], L %.2f, %.1f times fewer evaluations"
          .formatted(
              wrong,
              lines,
              wrong == 0 ? 0 : quantile(wrong, lines - wrong + 1, 0.025),
              wrong == lines ? 1 : quantile(wrong + 1, lines - wrong, 0.975),
              length,
              saving);
    }

    private static double quantile(int a, int b, double p) {
      return new BetaDistribution(a, b).inverseCumulativeProbability(p);
    }
  }

  /** A few images carry most of the curvature, as near a trained network. */
  @Test
  void heavyTailedLossesHaveTheirLengthAsOftenAsStated() {
    Calibration calibration = calibrate(heavyTailed(), AdaptiveSettings.DEFAULT, LINES);

    assertThat(calibration.length()).as(calibration.interval()).isBetween(0.1, 0.9);
    assertThat(calibration.wrong()).as(calibration.interval()).isLessThanOrEqualTo(LINES / 20);
    assertThat(calibration.saving()).as(calibration.interval()).isGreaterThan(1);
  }

  /** Second differences of zero: the signs of samples say nothing. */
  @Test
  void cellsWithoutCurvatureAreNotTakenForConcave() {
    // Multiples of 2⁻¹⁰ have exact sums. Flat within |λ| ≤ 0.2, concave beyond.
    TestPopulation flat =
        new TestPopulation(
            MEMBERS / 2,
            (lambda, member) -> {
              double index = Math.rint(lambda * 50);
              double sign = member % 2 == 0 ? 1 : -1;
              double beyond = Math.max(0, Math.abs(index) - 10);
              return (sign * (1 + member / 2 % 5) * index * index - beyond * beyond) / 1024;
            });
    Calibration calibration = calibrate(flat, AdaptiveSettings.DEFAULT, LINES);

    assertThat(calibration.length()).isEqualTo(0.4);
    assertThat(calibration.wrong()).as(calibration.interval()).isLessThanOrEqualTo(LINES / 20);
  }

  /** One image in a thousand makes a cell concave; a sample that misses all of them cannot tell. */
  @Test
  void cellsThatFewImagesMakeConcaveAreFoundAsOftenAsStated() {
    double kink = 0.3;
    TestPopulation rare =
        new TestPopulation(
            50_000,
            (lambda, member) ->
                (0.5 + 0.1 * Math.sin(member)) * lambda * lambda
                    - (member % 1000 == 7 ? 24 * Math.max(0, lambda - kink) : 0));
    Calibration calibration = calibrate(rare, AdaptiveSettings.DEFAULT, LINES);

    assertThat(calibration.length()).isEqualTo(0.8);
    assertThat(calibration.wrong()).as(calibration.interval()).isLessThanOrEqualTo(LINES / 20);
  }

  /** A test that cannot fail would show nothing: with ten times the budget, errors are seen. */
  @Test
  void aLargerProbabilityOfErrorsLetsThemThrough() {
    int lines = 60;
    Calibration careless =
        calibrate(heavyTailed(), new AdaptiveSettings(0.49, 200, 1.1, 100, 1), lines);

    assertThat(careless.wrong()).as(careless.interval()).isGreaterThan(lines / 20);
  }

  private static TestPopulation heavyTailed() {
    Random random = new Random(3);
    double[] weights = new double[MEMBERS];
    double[] steepness = new double[MEMBERS];
    double[] shifts = new double[MEMBERS];
    for (int i = 0; i < MEMBERS; i++) {
      weights[i] = Math.exp(2 * random.nextGaussian());
      steepness[i] = Math.exp(1.5 + 0.5 * random.nextGaussian());
      shifts[i] = 0.1 * random.nextGaussian();
    }
    return new TestPopulation(
        MEMBERS,
        (lambda, i) ->
            -weights[i] * Math.expm1(-steepness[i] * (lambda - shifts[i]) * (lambda - shifts[i]))
                - 25 * lambda * lambda);
  }

  private static Calibration calibrate(
      TestPopulation population, AdaptiveSettings settings, int lines) {
    population.known(SETTINGS.grid());
    LineScan plain = new LineScanner(SETTINGS).scan(0, population.mean());
    AdaptiveScanner scanner = new AdaptiveScanner(SETTINGS, settings);
    int wrong = 0;
    double evaluations = 0;
    for (int line = 0; line < lines; line++) {
      LineScan scan = scanner.scan(line, population);
      evaluations += scan.evidence().evaluations();
      if (scan.run().left() != plain.run().left() || scan.run().right() != plain.run().right()) {
        wrong++;
      }
    }
    double plainEvaluations = (double) SETTINGS.evaluations() * population.size();
    return new Calibration(plain.length(), wrong, lines, plainEvaluations * lines / evaluations);
  }
}
