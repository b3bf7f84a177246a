package org.convexityprobe.recovery;

/**
 * A recovery loss with the incoherence penalty of matrix completion, λ Σ_i max(0, ‖U_i‖ − α)⁴ over
 * the rows U_i of U (Ge, Lee and Ma, <i>Matrix Completion has No Spurious Local Minimum</i>, arXiv
 * 1605.07272, Eq. 2). It is 0 where no row is longer than α.
 *
 * @param loss without the penalty
 * @param weight λ
 * @param bound α
 */
public record PenalizedLoss(FactorLoss loss, double weight, double bound) implements FactorLoss {
  /** Checks both numbers. */
  public PenalizedLoss {
    require(weight, bound);
  }

  /**
   * Checks both numbers.
   *
   * @throws IllegalArgumentException if they are none of a penalty
   */
  public static void require(double weight, double bound) {
    if (!(weight >= 0 && Double.isFinite(weight)) || !(bound > 0 && Double.isFinite(bound))) {
      throw new IllegalArgumentException(
          "penalty of weight %s beyond rows of length %s; expected 0 or more, and above 0"
              .formatted(weight, bound));
    }
  }

  @Override
  public double at(Factor u) {
    double sum = 0;
    for (int row = 0; row < u.rows(); row++) {
      sum += Math.pow(excess(u, row), 4);
    }
    return loss.at(u) + weight * sum;
  }

  @Override
  public Factor gradient(Factor u) {
    double[] penalty = new double[u.rows() * u.rank()];
    for (int row = 0; row < u.rows(); row++) {
      double excess = excess(u, row);
      if (excess > 0) {
        double slope = 4 * weight * Math.pow(excess, 3) / (excess + bound);
        for (int k = 0; k < u.rank(); k++) {
          penalty[row * u.rank() + k] = slope * u.get(row, k);
        }
      }
    }
    return loss.gradient(u).plus(1, new Factor(u.rows(), u.rank(), penalty));
  }

  @Override
  public Factor hessianTimes(Factor u, Factor direction) {
    double[] penalty = new double[u.rows() * u.rank()];
    for (int row = 0; row < u.rows(); row++) {
      double excess = excess(u, row);
      if (excess > 0) {
        double length = excess + bound;
        double slope = 4 * weight * Math.pow(excess, 3) / length;
        double along = 0;
        for (int k = 0; k < u.rank(); k++) {
          along += u.get(row, k) * direction.get(row, k);
        }
        // Along the row the curvature is 12 λ excess², across it the slope over the length.
        double bend = (12 * weight * excess * excess - slope) * along / (length * length);
        for (int k = 0; k < u.rank(); k++) {
          penalty[row * u.rank() + k] = slope * direction.get(row, k) + bend * u.get(row, k);
        }
      }
    }
    return loss.hessianTimes(u, direction).plus(1, new Factor(u.rows(), u.rank(), penalty));
  }

  /** Returns how much longer than α a row is, 0 if it is not. */
  private double excess(Factor u, int row) {
    double squares = 0;
    for (int k = 0; k < u.rank(); k++) {
      squares += u.get(row, k) * u.get(row, k);
    }
    return Math.max(0, Math.sqrt(squares) - bound);
  }

  @Override
  public double scale() {
    return loss.scale();
  }

  @Override
  public int count() {
    return loss.count();
  }

  /**
   * Returns the loss of some measurements, with all of the penalty: a mean over equal parts is f.
   */
  @Override
  public PenalizedLoss part(int from, int to) {
    return new PenalizedLoss(loss.part(from, to), weight, bound);
  }
}
