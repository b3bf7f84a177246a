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
   */
  static LineSampling of(double[][] samples, SampleDesign design, double confidence) {
    int points = samples.length;
    List<List<Double>> errors = new ArrayList<>();
    for (int level = 0; level < DyadicTriples.levels(points); level++) {
      errors.add(new ArrayList<>());
    }
    double[] differences = new double[design.samples()];
    DyadicTriples.visit(
        points,
        (level, left, middle, right) -> {
          for (int s = 0; s < differences.length; s++) {
            differences[s] =
                DyadicTriples.difference(samples[left][s], samples[middle][s], samples[right][s]);
          }
          errors.get(level).add(design.standardError(differences));
        });
    List<Double> estimates = new ArrayList<>();
    for (double[] terms : samples) {
      estimates.add(design.mean(terms));
    }
    double tail = (1 - confidence) / (2 * DyadicTriples.count(points));
    double critical =
        design.samples() < 2
            ? Double.MAX_VALUE
            : new TDistribution(design.samples() - 1).inverseCumulativeProbability(1 - tail);
    return new LineSampling(
        design.samples(), design.populationSize(), confidence, critical, estimates, errors);
  }
}
