package org.convexityprobe.landscape;

import java.util.List;

/**
 * What the verdicts of an adaptive scan rest on.
 *
 * @param population number of members of the population
 * @param errorProbability bound on the probability that the line's length is another one than that
 *     of the whole population
 * @param members how many members each point of the grid was evaluated on
 * @param evaluations evaluations of one member at one λ, those for the noise included
 * @param plainEvaluations how many a scan of the whole population takes on the same grid
 * @param decisions the decisions on second differences, in the order in which they were made; wider
 *     ones that follow from those of narrower ones are not listed
 */
public record AdaptiveEvidence(
    int population,
    double errorProbability,
    List<Integer> members,
    long evaluations,
    long plainEvaluations,
    List<Decision> decisions) {
  /** Copies the lists. */
  public AdaptiveEvidence {
    members = List.copyOf(members);
    decisions = List.copyOf(decisions);
  }

  /**
   * A decision on the second difference of three points 2^level apart.
   *
   * @param level log₂ of the spacing in points
   * @param left index of the left point
   * @param members how many members it rests on; all of the population leave no error of sampling
   * @param estimate of the population's second difference
   * @param standardError of it
   * @param bound the lower bound that says it is not concave, or the upper bound that says it is
   * @param verdict what was decided
   */
  public record Decision(
      int level,
      int left,
      int members,
      double estimate,
      double standardError,
      double bound,
      Verdict verdict) {}

  /** Returns how many times more evaluations a scan of the whole population takes. */
  public double saving() {
    return (double) plainEvaluations / evaluations;
  }
}
