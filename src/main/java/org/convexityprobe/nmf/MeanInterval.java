package org.convexityprobe.nmf;

import org.hipparchus.distribution.continuous.TDistribution;

/** The 95 % interval of a mean over independent draws. */
public final class MeanInterval {
  /** From this many draws on, the interval is that of a normal law. */
  private static final int MANY = 30;

  private static final double NORMAL_95 = 1.96;
  private static final double UPPER_TAIL = 0.975;

  private MeanInterval() {}

  /**
   * Returns how many standard errors the interval reaches on either side of the mean: 1.96 for 30
   * draws and more, below that by Student's law with one degree of freedom less than draws.
   *
   * @param draws at least 1
   * @return NaN for one draw, which tells nothing of its error
   */
  public static double standardErrors(long draws) {
    if (draws >= MANY) {
      return NORMAL_95;
    }
    return draws < 2
        ? Double.NaN
        : new TDistribution(draws - 1).inverseCumulativeProbability(UPPER_TAIL);
  }
}
