package org.convexityprobe.landscape;

/**
 * A function of λ that is the mean over a population, φ(λ) = Σ φ_j(λ) / N: the loss over all
 * training images, say. The terms of any members can be asked for, so that the sign of a second
 * difference can be found from a part of them.
 */
public interface PopulationFunction {
  /** Returns N, the number of members. */
  int size();

  /**
   * Returns the terms φ_j(λ) of some members.
   *
   * @param members indices of members, each from 0 to N − 1
   * @return one term for each, in the same order; the same λ and members give the same bits
   */
  double[] termsAt(double lambda, int[] members);

  /** Returns the distance in λ that the arithmetic tells apart; see {@link LineFunction}. */
  double resolution();
}
