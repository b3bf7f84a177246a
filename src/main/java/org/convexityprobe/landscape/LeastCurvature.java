package org.convexityprobe.landscape;

import java.util.List;

/**
 * The least second derivative of φ along a scanned segment, its length taken as 1: α of the AAAI
 * paper's Eq. 6, from second differences.
 *
 * @param value least D / h²; NaN if a value is not finite
 * @param error what the noise and the sampling of images leave open there: (τ + c SE) / h²;
 *     infinite where the noise is not known
 */
public record LeastCurvature(double value, double error) {
  /** Finds the least curvature of a scanned segment. */
  public static LeastCurvature of(LineScan scan) {
    List<Double> differences = scan.secondDifferences();
    int least = 0;
    for (int i = 1; i < differences.size(); i++) {
      // Math.min lets NaN through.
      double smaller = Math.min(differences.get(i), differences.get(least));
      least = Double.compare(smaller, differences.get(i)) == 0 ? i : least;
    }
    double spacing = 1.0 / (scan.values().size() - 1);
    double ofSampling = scan.sampling() == null ? 0 : scan.sampling().marginBelow(0, least);
    return new LeastCurvature(
        differences.get(least) / (spacing * spacing),
        (scan.thresholds().get(least) + ofSampling) / (spacing * spacing));
  }
}
