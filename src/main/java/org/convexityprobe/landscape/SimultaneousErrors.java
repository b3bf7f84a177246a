package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Standard errors of all second differences of a line, and how many of them hold for all at once.
 */
final class SimultaneousErrors {
  private SimultaneousErrors() {}

  /**
   * Estimates the errors.
   *
   * @param samples the terms of φ at each grid point
   * @param design how the terms were drawn
   * @param confidence the probability with which all intervals hold
   * @param seed of the bootstrap
   */
  static LineSampling of(double[][] samples, SampleDesign design, double confidence, long seed) {
    int points = samples.length;
    List<List<Double>> errors = new ArrayList<>();
    for (int level = 0; level < DyadicTriples.levels(points); level++) {
      errors.add(new ArrayList<>());
    }
    double[] differences = new double[design.samples()];
    StudentizedBootstrap bootstrap = new StudentizedBootstrap(design, seed);
    DyadicTriples.visit(
        points,
        (level, left, middle, right) -> {
          for (int s = 0; s < differences.length; s++) {
            differences[s] =
                DyadicTriples.difference(samples[left][s], samples[middle][s], samples[right][s]);
          }
          double error = design.standardError(differences);
          errors.get(level).add(error);
          if (error > 0 && Double.isFinite(error)) {
            bootstrap.add(differences);
          }
        });
    List<Double> estimates = new ArrayList<>();
    for (double[] terms : samples) {
      estimates.add(design.mean(terms));
    }
    double tail = (1 - confidence) / 2;
    double least = studentQuantile(design, tail / DyadicTriples.count(points));
    return new LineSampling(
        design.samples(),
        design.populationSize(),
        confidence,
        Math.max(least, bootstrap.below(tail)),
        Math.max(least, bootstrap.above(tail)),
        estimates,
        errors);
  }

  /**
   * Bonferroni's critical value for all triples. No bootstrap should go below it: a part of the
   * population that misses its largest members does not know how heavy its tail is.
   */
  private static double studentQuantile(SampleDesign design, double tail) {
    int degrees = design.samples() - design.strata();
    return degrees < 1
        ? Double.POSITIVE_INFINITY
        : new TDistribution(degrees).inverseCumulativeProbability(1 - tail);
  }
}
