package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.convexityprobe.experiment.reproduction.Trend.Point;
import org.convexityprobe.landscape.Estimate;
import org.junit.jupiter.api.Test;

/** Trends over networks. */
class TrendTest {
  private static Estimate length(double mean, double error) {
    return new Estimate(mean, error, mean, mean, 25);
  }

  private static Point point(int group, double x, double y) {
    return new Point(group, x, length(y, 0));
  }

  @Test
  void theSlopeIsThatOfParallelLeastSquares() {
    // SciPy: slope and error of y on x, both less their group's means, with 8 − 2 − 1 degrees.
    Trend trend =
        Trend.slope(
            List.of(
                point(32, 0, 0.61),
                point(32, 1, 0.68),
                point(32, 2, 0.80),
                point(44, 0, 0.57),
                point(44, 1, 0.70),
                point(44, 2, 0.78),
                point(44, 2, 0.74),
                point(44, 0, 0.60)));

    assertThat(trend.slope()).isCloseTo(0.09000000000000002, within(1e-12));
    assertThat(trend.standardError()).isCloseTo(0.008844332774281064, within(1e-12));
    assertThat(trend.degreesOfFreedom()).isEqualTo(5);
    assertThat(trend.probability(+1)).isCloseTo(7.860842448949572e-05, within(1e-9));
    assertThat(trend.probability(-1)).isCloseTo(0.9999213915755105, within(1e-9));
  }

  @Test
  void theErrorIsNeverLessThanThatOverLines() {
    List<Point> exact =
        List.of(
            new Point(32, 0, length(0.6, 0.03)),
            new Point(32, 1, length(0.7, 0.03)),
            new Point(32, 2, length(0.8, 0.03)));

    // On a line, so that they do not scatter: Σ(x − x̄)² = 2, and 0.03/√2 is left.
    assertThat(Trend.slope(exact).standardError()).isCloseTo(0.03 / Math.sqrt(2), within(1e-12));
    assertThat(Trend.slope(exact).overNetworks()).isTrue();
  }

  @Test
  void equalLengthsAreNeitherARiseNorAFall() {
    Trend slope = Trend.slope(List.of(point(32, 0, 1), point(32, 1, 1), point(32, 2, 1)));
    Trend mean = Trend.mean(List.of(length(0, 0), length(0, 0)));

    assertThat(slope.overNetworks()).isTrue();
    for (Trend trend : List.of(slope, mean)) {
      assertThat(trend.standardError()).isZero();
      assertThat(trend.probability(+1)).isEqualTo(0.5);
      assertThat(trend.probability(-1)).isEqualTo(0.5);
    }
    Trend exact = Trend.slope(List.of(point(32, 0, 1), point(32, 1, 2), point(32, 2, 3)));
    assertThat(exact.probability(+1)).isZero();
    assertThat(exact.probability(-1)).isEqualTo(1);
  }

  @Test
  void twoNetworksDoNotTellWhatDiffersBetweenNetworks() {
    Trend trend =
        Trend.slope(
            List.of(new Point(32, 0, length(0.6, 0.03)), new Point(32, 2, length(0.8, 0.04))));

    assertThat(trend.slope()).isCloseTo(0.1, within(1e-12));
    assertThat(trend.standardError()).isCloseTo(0.025, within(1e-12));
    assertThat(trend.overNetworks()).isFalse();
  }

  @Test
  void chanceIsFoundSignificantAsOftenAsItSays() {
    Random random = new Random(3);
    int significant = 0;
    int trials = 2000;
    for (int trial = 0; trial < trials; trial++) {
      List<Point> points = new ArrayList<>();
      for (int depth = 0; depth < 3; depth++) {
        for (int width = 0; width < 3; width++) {
          double network = 0.05 * random.nextGaussian();
          points.add(new Point(depth, width, length(network + 0.03 * random.nextGaussian(), 0.03)));
        }
      }
      significant += Trend.slope(points).probability(+1) < 0.05 ? 1 : 0;
    }
    // At most 100 expected, since the larger of two variances is taken; 10 is a standard deviation.
    assertThat(significant).isBetween(50, 130);
  }
}
