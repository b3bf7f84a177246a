package org.convexityprobe.recovery;

import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;

/**
 * Instances with a critical point of second order that is not the planted matrix: n = 2, r = 1, m =
 * 3, with a restricted isometry constant δ from ½ to below 1. That of ½ is the one of Zhang, Josz,
 * Sojoudi and Lavaei (<i>How Much Restricted Isometry is Needed in Nonconvex Matrix Recovery?</i>,
 * arXiv 1805.10251).
 *
 * <p>For symmetric M with diagonal (a, c) and b beside it, Σ ⟨A_i, M⟩² = 2a² + 2ac + 2c² + βb² with
 * β = 2 (1 + δ)/(1 − δ), which lies between ‖M‖² and max(3, β/2) ‖M‖². At (0, 1/√2), where U* = (1,
 * 0), the gradient is 0 and the Hessian of 6f is diag(β − 6, 8). So the point is a local minimum
 * where δ > ½. At δ = ½ it is none: on y² = ½ − 2x², 6f is 3/2 − 6x⁴. Descent leaves it there, but
 * slowly, since it has no direction of negative curvature.
 */
public final class SpuriousMinimum {
  private SpuriousMinimum() {}

  /**
   * Returns the instance.
   *
   * @param isometry δ, from ½ to below 1
   */
  public static PlantedInstance instance(double isometry) {
    if (!(isometry >= 0.5 && isometry < 1)) {
      throw new IllegalArgumentException(
          "isometry is %s; expected constants from 0.5 to below 1".formatted(isometry));
    }
    double q = Math.sqrt(0.5 * (1 + isometry) / (1 - isometry));
    Measurements measurements =
        DenseMeasurements.of(
            new double[][] {{Math.sqrt(2), 0}, {0, Math.sqrt(0.5)}},
            new double[][] {{0, q}, {q, 0}},
            new double[][] {{0, 0}, {0, Math.sqrt(1.5)}});
    Factor truth = new Factor(2, 1, new double[] {1, 0});
    return new PlantedInstance(
        truth, new RecoveryLoss(measurements, measurements.of(truth, truth)));
  }

  /** Returns the critical point. */
  public static Factor point() {
    return new Factor(2, 1, new double[] {0, Math.sqrt(0.5)});
  }

  /** Returns ‖UUᵀ − PPᵀ‖_F / ‖PPᵀ‖_F for the critical point P. */
  public static double distance(Factor u) {
    double x = u.get(0, 0);
    double y = u.get(1, 0);
    double length = x * x + y * y;
    return 2 * Math.sqrt(Math.max(0, length * length - y * y + 0.25));
  }

  /** Returns a starting point with standard normal entries. */
  public static Factor start(int index, long seed) {
    ContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(RandomStreams.generator(seed, index));
    return new Factor(2, 1, new double[] {normal.sample(), normal.sample()});
  }
}
