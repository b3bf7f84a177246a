package org.convexityprobe.landscape;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Critical values of an adaptive scan: how the probability that a line's length is wrong is spent
 * on its decisions.
 *
 * <p>A length is wrong only if a second difference that is concave was taken for one that is not,
 * or the other way round.
 *
 * <p><b>Concave ones that are missed.</b> Of all concave triples on one side of λ = 0, only the one
 * whose outer end lies nearest to 0 counts: every interval that holds 0 and any of them holds that
 * one. Each side has a quarter of the budget, for one triple. Triples around 0 share a twentieth.
 * Another twentieth is for bounds that hold for all triples at once, from which those of wider ones
 * follow.
 *
 * <p><b>Triples that are taken for concave.</b> Any of them can shorten the length. Neighbouring
 * points share 34 % of the budget, wider triples 6 %.
 *
 * <p>Each share is spent in equal parts on the looks at less than the whole population:
 * Bonferroni's bound, whatever the dependence between looks.
 */
final class ErrorBudget {
  private static final double SIDE = 0.25;
  private static final double AROUND_CENTRE = 0.05;
  private static final double ALL = 0.05;
  private static final double CONCAVE_NEIGHBOURS = 0.34;
  private static final double CONCAVE_WIDE = 0.06;

  private final int centre;
  private final double side;
  private final double aroundCentre;
  private final double all;
  private final double concaveNeighbours;
  private final double concaveWide;

  /**
   * Spends a probability.
   *
   * @param points points of the grid
   * @param probability of a wrong length
   * @param looks how often each triple may be looked at without certainty
   */
  ErrorBudget(int points, double probability, int looks) {
    centre = (points - 1) / 2;
    int[] around = {0};
    DyadicTriples.visit(
        points,
        (level, left, middle, right) -> {
          if (left < centre && centre < right) {
            around[0]++;
          }
        });
    int triples = DyadicTriples.count(points);
    int neighbours = DyadicTriples.count(points, 0);
    double each = probability / Math.max(1, looks);
    side = critical(SIDE * each);
    aroundCentre = critical(AROUND_CENTRE * each / around[0]);
    all = critical(ALL * each / triples);
    concaveNeighbours = critical(CONCAVE_NEIGHBOURS * each / neighbours);
    concaveWide = critical(CONCAVE_WIDE * each / Math.max(1, triples - neighbours));
  }

  /** Returns the critical value for saying that a triple is not concave. */
  double notConcave(int left, int right) {
    return left < centre && centre < right ? aroundCentre : side;
  }

  /** Returns the critical value of lower bounds that hold for all triples at once. */
  double all() {
    return all;
  }

  /** Returns the critical value for saying that a triple of spacing 2^level is concave. */
  double concave(int level) {
    return level == 0 ? concaveNeighbours : concaveWide;
  }

  private static double critical(double tail) {
    return -new NormalDistribution().inverseCumulativeProbability(tail);
  }
}
