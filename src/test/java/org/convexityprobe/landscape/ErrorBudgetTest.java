package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBudgetTest {
  /**
   * By Bonferroni's bound the decisions of a line are wrong with at most the sum of their tails:
   * those of all triples at all looks, but on each side of the centre of the one concave triple
   * that counts.
   */
  @ParameterizedTest
  @CsvSource({"51, 0.05, 1", "51, 0.05, 9", "25, 0.01, 20", "5, 0.3, 3", "3, 0.05, 2"})
  void theTailsOfAllTriplesAndLooksAddUpToTheProbability(
      int points, double probability, int looks) {
    ErrorBudget budget = new ErrorBudget(points, probability, looks);
    int centre = (points - 1) / 2;
    double[] spent = new double[1];
    DyadicTriples.visit(
        points,
        (level, left, middle, right) -> {
          boolean around = left < centre && centre < right;
          spent[0] += around ? tail(budget.notConcave(left, right)) : 0;
          spent[0] += tail(budget.all()) + tail(budget.concave(level));
        });
    spent[0] += tail(budget.notConcave(0, centre)) + tail(budget.notConcave(centre, points - 1));

    // A grid of three points has no wide triples, whose 6 % are left. Normal quantiles are good to
    // 1e-9 or so of their tails.
    double unused = points == 3 ? 0.06 : 0;
    assertThat(looks * spent[0]).isCloseTo((1 - unused) * probability, within(1e-8 * probability));
  }

  private static double tail(double critical) {
    return new NormalDistribution().cumulativeProbability(-critical);
  }
}
