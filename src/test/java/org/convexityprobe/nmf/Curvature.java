package org.convexityprobe.nmf;

/** Curvature along a line at a point, from the coefficients, and what it is in the mean. */
final class Curvature {
  private Curvature() {}

  /** Returns ℓ''(λ). */
  static double at(Quartic quartic, double lambda) {
    return quartic.leading() * lambda * lambda + quartic.linear() * lambda + quartic.constant();
  }

  /** Returns E ℓ''(λ) towards the planted point, per entry: rσ⁴[6(2λ − 1)² + 4ρ]. */
  static double expectedTowardsPlanted(PlantedModel model, double lambda) {
    double variance = model.law().variance();
    double offCentre = 2 * lambda - 1;
    return model.rank()
        * variance
        * variance
        * (6 * offCentre * offCentre + 4 * model.law().ratio());
  }

  /** Returns E ℓ''(λ) between random points, per entry: rσ⁴[6(2λ − 1)² + 2 + 4ρ]. */
  static double expectedBetweenRandom(PlantedModel model, double lambda) {
    double variance = model.law().variance();
    return expectedTowardsPlanted(model, lambda) + 2 * model.rank() * variance * variance;
  }
}
