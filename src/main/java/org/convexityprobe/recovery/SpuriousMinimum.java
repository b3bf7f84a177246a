package org.convexityprobe.recovery;

/**
 * An instance with a local minimum that is not the planted matrix: the restricted isometry constant
 * of its measurements is ½, too large for what the theory needs (Zhang, Josz, Sojoudi and Lavaei,
 * <i>How Much Restricted Isometry is Needed in Nonconvex Matrix Recovery?</i>, arXiv 1805.10251).
 *
 * <p>For symmetric M with diagonal (a, c) and b beside it, Σ ⟨A_i, M⟩² = 2a² + 2ac + 2c² + 6b²,
 * which lies between ‖M‖² and 3‖M‖². From U* = (1, 0) the loss is t⁴ + ¾ along (t, 1/√2), over 6.
 */
public final class SpuriousMinimum {
  private SpuriousMinimum() {}

  /** Returns the instance: n = 2, r = 1, m = 3. */
  public static PlantedInstance instance() {
    double q = Math.sqrt(1.5);
    Measurements measurements =
        DenseMeasurements.of(
            new double[][] {{Math.sqrt(2), 0}, {0, Math.sqrt(0.5)}},
            new double[][] {{0, q}, {q, 0}},
            new double[][] {{0, 0}, {0, q}});
    Factor truth = new Factor(2, 1, new double[] {1, 0});
    return new PlantedInstance(
        truth, new RecoveryLoss(measurements, measurements.of(truth, truth)));
  }

  /** Returns the local minimum. */
  public static Factor point() {
    return new Factor(2, 1, new double[] {0, Math.sqrt(0.5)});
  }
}
