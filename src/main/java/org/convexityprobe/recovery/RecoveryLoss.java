package org.convexityprobe.recovery;

import java.util.Arrays;
import org.convexityprobe.nmf.Quartic;

/**
 * f(U) = 1/(2m) Σ e_i², e_i = ⟨A_i, UUᵀ⟩ − y_i (Bhojanapalli, Neyshabur and Srebro, <i>Global
 * Optimality of Local Search for Low Rank Matrix Recovery</i>, arXiv 1605.07221), with its exact
 * derivatives.
 */
public final class RecoveryLoss {
  private final Measurements measurements;
  private final double[] y;

  /**
   * Makes the loss of measured values.
   *
   * @param y one value a measurement
   */
  public RecoveryLoss(Measurements measurements, double[] y) {
    if (y.length != measurements.count()) {
      throw new IllegalArgumentException(
          "%d values of %d measurements".formatted(y.length, measurements.count()));
    }
    this.measurements = measurements;
    this.y = y.clone();
  }

  /** Returns the measurements. */
  public Measurements measurements() {
    return measurements;
  }

  /** Returns the loss of some of the measurements. */
  RecoveryLoss part(int from, int to) {
    return new RecoveryLoss(measurements.part(from, to), Arrays.copyOfRange(y, from, to));
  }

  /** Returns f(U). */
  public double at(Factor u) {
    double[] residuals = residuals(u);
    return Factor.dot(residuals, residuals) / (2 * y.length);
  }

  /** Returns ∇f(U) = (2/m) Σ e_i A_i U. */
  public Factor gradient(Factor u) {
    return measurements.weighted(residuals(u), u).scaled(2.0 / y.length);
  }

  /** Returns the Hessian at U times Δ: (2/m) Σ (2⟨A_i U, Δ⟩ A_i U + e_i A_i Δ). */
  public Factor hessianTimes(Factor u, Factor direction) {
    double[] slopes = measurements.of(u, direction);
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] *= 2;
    }
    return measurements
        .weighted(slopes, u)
        .plus(1, measurements.weighted(residuals(u), direction))
        .scaled(2.0 / y.length);
  }

  /** Returns f along the line from one point (λ = 0) to another (λ = 1), exactly. */
  public Quartic along(Factor from, Factor to) {
    Factor way = to.minus(from);
    double[] e0 = residuals(from);
    double[] e1 = measurements.of(from, way);
    for (int i = 0; i < e1.length; i++) {
      e1[i] *= 2;
    }
    double[] e2 = measurements.of(way, way);
    double m = y.length;
    return new Quartic(
        Factor.dot(e0, e0) / (2 * m),
        Factor.dot(e0, e1) / m,
        (Factor.dot(e1, e1) / 2 + Factor.dot(e0, e2)) / m,
        Factor.dot(e1, e2) / m,
        Factor.dot(e2, e2) / (2 * m));
  }

  /** Returns (1/m) Σ y_i A_i U: about X* U where measurements are isotropic. */
  Factor backProjected(Factor u) {
    return measurements.weighted(y, u).scaled(1.0 / y.length);
  }

  private double[] residuals(Factor u) {
    double[] residuals = measurements.of(u, u);
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] -= y[i];
    }
    return residuals;
  }
}
