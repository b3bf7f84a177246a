package org.convexityprobe.recovery;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;
import org.convexityprobe.nmf.Quartic;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * f(U) = 1/(2m) Σ e_i², e_i = ⟨A_i, UUᵀ⟩ − y_i (Bhojanapalli, Neyshabur and Srebro, <i>Global
 * Optimality of Local Search for Low Rank Matrix Recovery</i>, arXiv 1605.07221), with its exact
 * derivatives. For rectangular matrices, UVᵀ stands for UUᵀ, W = [U; V] for U, and ⅛ ‖UᵀU − VᵀV‖²
 * is added.
 */
public final class RecoveryLoss implements FactorLoss {
  private static final int SUBSPACE = 10;
  private static final int SUBSPACE_STEPS = 4;

  private final Measurements measurements;
  private final double[] y;

  /** Of rectangular matrices; null of symmetric ones. */
  private final BalancePenalty balance;

  /**
   * Makes the loss of measured values.
   *
   * @param y one value a measurement
   */
  public RecoveryLoss(Measurements measurements, double[] y) {
    this(measurements, y, null);
  }

  /**
   * Makes the loss of measured values with a term that balances two factors.
   *
   * @param y one value a measurement
   * @param balance the term; null for none
   */
  RecoveryLoss(Measurements measurements, double[] y, BalancePenalty balance) {
    this.balance = balance;
    if (y.length != measurements.count()) {
      throw new IllegalArgumentException(
          "%d values of %d measurements".formatted(y.length, measurements.count()));
    }
    this.measurements = measurements;
    this.y = y.clone();
  }

  /** Returns whether it is of rectangular matrices UVᵀ, with [U; V] in place of U. */
  boolean isRectangular() {
    return balance != null;
  }

  /** Returns whether all measured values are 0, as those of U = 0 are. */
  public boolean vanishes() {
    return Arrays.stream(y).allMatch(value -> value == 0);
  }

  /** Returns the measured values. */
  double[] measured() {
    return y.clone();
  }

  /** Returns the measurements. */
  public Measurements measurements() {
    return measurements;
  }

  @Override
  public int count() {
    return y.length;
  }

  @Override
  public RecoveryLoss part(int from, int to) {
    return new RecoveryLoss(measurements.part(from, to), Arrays.copyOfRange(y, from, to), balance);
  }

  @Override
  public double at(Factor u) {
    double[] residuals = residuals(u);
    return Factor.dot(residuals, residuals) / (2 * y.length)
        + (balance == null ? 0 : balance.at(u));
  }

  /** Returns (2/m) Σ e_i A_i U. */
  @Override
  public Factor gradient(Factor u) {
    return evaluate(u).gradient();
  }

  @Override
  public Evaluation evaluate(Factor u) {
    Measurements.Residuals residuals = measurements.residuals(u, y);
    double value = residuals.squares() / (2 * y.length);
    Factor gradient = residuals.weighted().scaled(2.0 / y.length);
    return balance == null
        ? new Evaluation(value, gradient)
        : new Evaluation(value + balance.at(u), gradient.plus(1, balance.gradient(u)));
  }

  /** Returns (2/m) Σ (2⟨A_i U, Δ⟩ A_i U + e_i A_i Δ). */
  @Override
  public Factor hessianTimes(Factor u, Factor direction) {
    Factor product = measurements.curved(u, direction, y).scaled(2.0 / y.length);
    return balance == null ? product : product.plus(1, balance.hessianTimes(u, direction));
  }

  /** Returns f along the line from one point (λ = 0) to another (λ = 1), exactly. */
  public Quartic along(Factor from, Factor to) {
    Factor way = to.minus(from);
    double[][] measured = measurements.along(from, way);
    double[] e0 = measured[0];
    double[] e1 = measured[1];
    double[] e2 = measured[2];
    for (int i = 0; i < y.length; i++) {
      e0[i] -= y[i];
      e1[i] *= 2;
    }
    double m = y.length;
    Quartic term = balance == null ? new Quartic(0, 0, 0, 0, 0) : balance.along(from, way);
    return new Quartic(
        Factor.dot(e0, e0) / (2 * m) + term.q0(),
        Factor.dot(e0, e1) / m + term.q1(),
        (Factor.dot(e1, e1) / 2 + Factor.dot(e0, e2)) / m + term.q2(),
        Factor.dot(e1, e2) / m + term.q3(),
        Factor.dot(e2, e2) / (2 * m) + term.q4());
  }

  /**
   * Returns about the largest absolute eigenvalue of (1/m) Σ y_i A_i, which is about X* where
   * measurements are isotropic, by subspace iteration (Halko, Martinsson and Tropp, SIAM Review 53,
   * 2011): few applications, since one may be slow.
   *
   * @throws IllegalArgumentException if all measured values are 0
   */
  @Override
  public double scale() {
    if (vanishes()) {
      throw new IllegalArgumentException("all measured values are 0; there is nothing to recover");
    }
    int size = measurements.size();
    ContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(RandomStreams.generator(0, size));
    int columns = Math.min(size, SUBSPACE);
    double[] start = new double[size * columns];
    Arrays.setAll(start, i -> normal.sample());
    Factor space = new Factor(size, columns, start);
    double largest = 0;
    for (int i = 0; i < SUBSPACE_STEPS; i++) {
      space = measurements.weighted(y, space.orthonormal()).scaled(1.0 / y.length);
      largest = new SingularValueDecomposition(space.gram(space)).getSingularValues()[0];
    }
    return Math.sqrt(largest);
  }

  private double[] residuals(Factor u) {
    double[] residuals = measurements.of(u, u);
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] -= y[i];
    }
    return residuals;
  }
}
