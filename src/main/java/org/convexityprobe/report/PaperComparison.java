package org.convexityprobe.report;

import org.convexityprobe.landscape.GroupedMean;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A measured length beside the one that the papers print.
 *
 * <p>The variance of the difference is the sum of four: that of the measured mean, that of the
 * printed mean, that of rounding it to two decimals, and, where it is known, that between networks,
 * since the papers' network is another one than those measured. The error of a mean over several
 * networks holds what differs between them; that of one network is over its lines alone, so that
 * the variance between networks is added for it as well.
 *
 * @param value what the papers print
 * @param difference measured − printed
 * @param standardError of the difference; NaN where that of the measurement is not known
 * @param degreesOfFreedom of the standard error, after Satterthwaite; NaN as above
 */
public record PaperComparison(
    PaperValue value, double difference, double standardError, double degreesOfFreedom) {
  /** The papers' tables have 25 lines a cell. */
  static final int LINES = 25;

  /** Quantiles of smaller probabilities lose their digits: 2p − 1 has none left. */
  private static final double LEAST_TAIL = 1e-12;

  /** Variance of rounding to two decimals: a uniform error of ± 0.005. */
  private static final double ROUNDING = 0.01 * 0.01 / 12;

  /**
   * What is known of the differences between networks.
   *
   * @param variance σ_b² of a network; 0 where it is not known
   * @param degreesOfFreedom of that variance; 0 where it is not known
   */
  record BetweenNetworks(double variance, int degreesOfFreedom) {}

  /** Compares a measurement with a printed value. */
  static PaperComparison of(PaperValue value, GroupedMean measured, BetweenNetworks networks) {
    double own = square(measured.standardError());
    double printed = square(value.standardError());
    double between = (measured.groups() == 1 ? 2 : 1) * networks.variance();
    double variance = own + printed + ROUNDING + between;
    double uncertainty =
        share(own, measured.degreesOfFreedom())
            + share(printed, LINES - 1)
            + share(between, networks.degreesOfFreedom());
    return new PaperComparison(
        value,
        measured.mean() - value.meanLength(),
        Math.sqrt(variance),
        Double.isNaN(variance) ? Double.NaN : variance * variance / uncertainty);
  }

  private static double square(double value) {
    return value * value;
  }

  private static double share(double variance, int degrees) {
    return variance == 0 ? 0 : variance * variance / degrees;
  }

  /** Returns the difference in standard errors; NaN where the error is not known. */
  public double inStandardErrors() {
    return difference / standardError;
  }

  /**
   * Returns the number of standard deviations of a normal law that is as improbable as this
   * difference is by Student's t: few networks make large differences less surprising.
   */
  public double normalScore() {
    double errors = inStandardErrors();
    if (!Double.isFinite(errors) || !Double.isFinite(degreesOfFreedom)) {
      return errors;
    }
    double tail = new TDistribution(degreesOfFreedom).cumulativeProbability(-Math.abs(errors));
    return Math.copySign(quantile(tail), errors);
  }

  /**
   * Returns how many standard deviations from its mean a normal law has so much probability beyond.
   * For tails that the library takes for 0, it is the fixed point of z² = −2 ln p − ln(2π z²),
   * which follows from p ≈ φ(z)/z.
   */
  static double quantile(double tail) {
    if (tail > LEAST_TAIL) {
      return -new NormalDistribution().inverseCumulativeProbability(tail);
    }
    double twice = -2 * Math.log(Math.max(tail, Double.MIN_VALUE));
    double square = twice;
    for (int i = 0; i < 8; i++) {
      square = twice - Math.log(2 * Math.PI * square);
    }
    return Math.sqrt(square);
  }
}
