package org.convexityprobe.recovery;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * A critical point of a recovery loss that is no minimum, and how negative its curvature is.
 *
 * @param rank how many of the r eigenpairs of X* it has
 * @param gradientNorm ‖∇f‖ there
 * @param error ‖UUᵀ − X*‖_F / ‖X*‖_F
 * @param least smallest eigenvalue of the Hessian
 * @param expected what it is under exact isometry: −2 times the largest eigenvalue of X* that is
 *     missing, or 0 where that is less
 */
public record CriticalPoint(
    int rank, double gradientNorm, double error, double least, double expected) {
  private static final int NEWTON_STEPS = 30;

  /**
   * Finds the critical point near the one that exact isometry has: U_s with U_s U_sᵀ the s largest
   * eigenpairs of X*, its other columns 0, polished by Newton's method on ∇f = 0.
   *
   * @param rank s, from 0 to r − 1
   */
  public static CriticalPoint near(PlantedInstance instance, int rank) {
    Factor truth = instance.truth();
    if (rank < 0 || rank >= truth.rank()) {
      throw new IllegalArgumentException(
          "%d eigenpairs of %d; expected 0 to %d".formatted(rank, truth.rank(), truth.rank() - 1));
    }
    RecoveryLoss loss = instance.loss();
    Factor point = truncated(truth, rank);
    Factor gradient = loss.gradient(point);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      Factor next = point.plus(1, Hessian.at(loss, point).newtonStep(gradient));
      Factor nextGradient = loss.gradient(next);
      if (!(nextGradient.norm() < gradient.norm())) {
        break;
      }
      point = next;
      gradient = nextGradient;
    }
    return new CriticalPoint(
        rank,
        gradient.norm(),
        instance.relativeError(point),
        Hessian.at(loss, point).least(),
        -2 * instance.eigenvalues()[rank]);
  }

  /**
   * Returns U* turned so that its columns are eigenvectors of X*, all but the first {@code rank} 0.
   */
  static Factor truncated(Factor truth, int rank) {
    RealMatrix turn = new EigenDecompositionSymmetric(truth.gram(truth)).getV();
    Factor turned = truth.times(turn);
    double[] values = turned.values().clone();
    for (int i = 0; i < values.length; i++) {
      if (i % truth.rank() >= rank) {
        values[i] = 0;
      }
    }
    return new Factor(truth.rows(), truth.rank(), values);
  }
}
