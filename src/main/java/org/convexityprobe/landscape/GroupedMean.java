package org.convexityprobe.landscape;

import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The mean of values that come in groups, such as the lengths of the lines of several networks, and
 * how well it is known.
 *
 * <p>One-way random effects: value j of group s is μ + a_s + e_sj, with variance σ_b² of a between
 * groups and σ_w² of e within them. Both are estimated by the analysis of variance for groups of
 * any sizes (Searle, Casella and McCulloch, <i>Variance Components</i>, 1992, chapter 3): σ_w² is
 * the mean square within, σ_b² = (mean square between − σ_w²) / n_0, and 0 where that is negative.
 * The mean weighs each group by 1 / (σ_b² + σ_w²/n_s), and has the variance 1 / Σ weights. For
 * groups of equal size it is the mean of all values, and its variance is never less than that of
 * independent values.
 *
 * @param mean the estimate of μ
 * @param standardError its standard error; NaN for a single value
 * @param lower lower end of the 95 % interval: of Student's t with {@link #degreesOfFreedom}, or of
 *     the bootstrap over values where there is one group
 * @param upper upper end of it
 * @param groups number of groups
 * @param count number of values in all groups
 * @param deviationBetween σ_b; NaN for one group
 * @param deviationWithin σ_w; NaN where no group has two values
 */
public record GroupedMean(
    double mean,
    double standardError,
    double lower,
    double upper,
    int groups,
    int count,
    double deviationBetween,
    double deviationWithin) {
  private static final double UPPER_TAIL = 0.975;

  /**
   * Estimates the mean of groups whose own means are known.
   *
   * @param groups the mean of each group's values
   * @throws IllegalArgumentException if there is no group
   */
  public static GroupedMean of(List<Estimate> groups) {
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("no groups to take the mean of");
    }
    int count = groups.stream().mapToInt(Estimate::count).sum();
    double within = varianceWithin(groups);
    if (groups.size() == 1) {
      Estimate only = groups.get(0);
      return new GroupedMean(
          only.mean(),
          only.standardError(),
          only.lower(),
          only.upper(),
          1,
          count,
          Double.NaN,
          Math.sqrt(within));
    }
    return ofSeveral(groups, count, varianceBetween(groups, count, within), within);
  }

  private static GroupedMean ofSeveral(
      List<Estimate> groups, int count, double between, double within) {
    double weights = 0;
    double sum = 0;
    for (Estimate group : groups) {
      double variance = between + (Double.isNaN(within) ? 0 : within / group.count());
      double weight = variance == 0 ? 1 : 1 / variance;
      weights += weight;
      sum += weight * group.mean();
    }
    double mean = sum / weights;
    boolean constant = between == 0 && !(within > 0);
    double error = constant ? 0 : Math.sqrt(1 / weights);
    double reach =
        error * new TDistribution(groups.size() - 1).inverseCumulativeProbability(UPPER_TAIL);
    return new GroupedMean(
        mean,
        error,
        mean - reach,
        mean + reach,
        groups.size(),
        count,
        Math.sqrt(between),
        Math.sqrt(within));
  }

  /** The mean square within groups; NaN where no group has two values. */
  private static double varianceWithin(List<Estimate> groups) {
    double squares = 0;
    int degrees = 0;
    for (Estimate group : groups) {
      if (group.count() > 1) {
        double variance = group.count() * group.standardError() * group.standardError();
        squares += (group.count() - 1) * variance;
        degrees += group.count() - 1;
      }
    }
    return degrees == 0 ? Double.NaN : squares / degrees;
  }

  private static double varianceBetween(List<Estimate> groups, int count, double within) {
    double grand = groups.stream().mapToDouble(g -> g.count() * g.mean()).sum() / count;
    double squares = 0;
    double sizes = 0;
    for (Estimate group : groups) {
      squares += group.count() * (group.mean() - grand) * (group.mean() - grand);
      sizes += (double) group.count() * group.count();
    }
    double degrees = groups.size() - 1;
    double typicalSize = (count - sizes / count) / degrees;
    double noise = Double.isNaN(within) ? 0 : within;
    return Math.max(0, (squares / degrees - noise) / typicalSize);
  }

  /**
   * Returns the degrees of freedom of the standard error: groups − 1, or values − 1 in one group.
   * That is cautious where the groups hardly differ.
   */
  public int degreesOfFreedom() {
    return (groups > 1 ? groups : count) - 1;
  }
}
