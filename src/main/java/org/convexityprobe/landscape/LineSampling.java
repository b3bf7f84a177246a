package org.convexityprobe.landscape;

import java.util.List;

/**
 * What samples say about the population that they were drawn from, at every second difference of a
 * line: the population's D is within {@code estimate ± criticalValue · standardError} of all
 * triples at once, with the given confidence.
 *
 * @param samples number of samples
 * @param population number of members of the population
 * @param confidence the probability with which all of the intervals hold
 * @param below how many standard errors the intervals reach below the estimates
 * @param above how many they reach above them
 * @param estimates the population's φ at the n grid points, estimated; the values of the line
 *     itself where all strata are sampled at one rate
 * @param standardErrors of the second difference of each triple: {@code standardErrors.get(k)} are
 *     those at the spacing of 2ᵏ points, n − 2ᵏ⁺¹ of them, from left to right
 */
public record LineSampling(
    int samples,
    long population,
    double confidence,
    double below,
    double above,
    List<Double> estimates,
    List<List<Double>> standardErrors) {
  /** Copies the lists and checks that their sizes agree. */
  public LineSampling {
    estimates = List.copyOf(estimates);
    standardErrors = standardErrors.stream().map(List::copyOf).toList();
    int points = estimates.size();
    if (standardErrors.size() != DyadicTriples.levels(points)) {
      throw new IllegalArgumentException(
          "standard errors of %d spacings on %d points; expected %d"
              .formatted(standardErrors.size(), points, DyadicTriples.levels(points)));
    }
    for (int level = 0; level < standardErrors.size(); level++) {
      if (standardErrors.get(level).size() != DyadicTriples.count(points, level)) {
        throw new IllegalArgumentException(
            "%d standard errors at the spacing of %d points; expected %d"
                .formatted(
                    standardErrors.get(level).size(),
                    1 << level,
                    DyadicTriples.count(points, level)));
      }
    }
  }

  /** Returns how far below its estimate the second difference of a triple may lie. */
  double marginBelow(int level, int left) {
    return margin(below, level, left);
  }

  /** Returns how far above its estimate the second difference of a triple may lie. */
  double marginAbove(int level, int left) {
    return margin(above, level, left);
  }

  private double margin(double critical, int level, int left) {
    double error = standardErrors.get(level).get(left);
    if (error == 0 || Double.isInfinite(error)) {
      return error; // whatever the critical value, which may be 0 or infinite itself
    }
    return critical * error;
  }

  /** Returns the estimate of the population's second difference. */
  double difference(int left, int middle, int right) {
    return DyadicTriples.difference(
        estimates.get(left), estimates.get(middle), estimates.get(right));
  }
}
