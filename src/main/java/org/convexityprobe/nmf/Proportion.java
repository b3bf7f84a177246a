package org.convexityprobe.nmf;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * A share of independent trials with its exact (Clopper–Pearson) 95 % interval.
 *
 * @param successes trials that succeeded
 * @param trials all trials
 * @param lower lower end of the interval
 * @param upper upper end of it
 */
public record Proportion(int successes, int trials, double lower, double upper) {
  private static final double TAIL = 0.025;

  /** Returns the proportion with its interval. */
  public static Proportion of(int successes, int trials) {
    double none = 1 - Math.pow(TAIL, 1.0 / trials);
    if (successes == 0) {
      return new Proportion(0, trials, 0, none);
    }
    if (successes == trials) {
      return new Proportion(trials, trials, 1 - none, 1);
    }
    // The library takes a share and truncates trials · share to a count. Half a success more keeps
    // rounding from taking one success away, and is itself truncated.
    double share = (successes + 0.5) / trials;
    ConfidenceInterval interval =
        BinomialProportion.getClopperPearsonInterval(trials, share, 1 - 2 * TAIL);
    return new Proportion(successes, trials, interval.getLowerBound(), interval.getUpperBound());
  }

  /** Returns successes / trials. */
  public double value() {
    return (double) successes / trials;
  }
}
