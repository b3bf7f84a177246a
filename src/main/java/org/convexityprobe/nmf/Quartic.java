package org.convexityprobe.nmf;

import org.convexityprobe.landscape.LineFunction;

/**
 * The loss along a straight line through (U, V), exactly: q0 + q1 λ + q2 λ² + q3 λ³ + q4 λ⁴, with λ
 * = 0 at the line's first point and λ = 1 at its second.
 *
 * <p>With Ŵ(λ) = W0 + λ W1 + λ² W2 the residual along the line, ℓ = ½‖Ŵ‖² gives the coefficients of
 * {@link LineProducts#quartic()}, and ℓ'' = A λ² + B λ + C (Björck et al., "Characterizing the Loss
 * Landscape in Non-Negative Matrix Factorization", AAAI 2021).
 *
 * @param q0 the loss at λ = 0
 * @param q1 the slope at λ = 0
 * @param q2 coefficient of λ²
 * @param q3 coefficient of λ³
 * @param q4 coefficient of λ⁴, never negative
 */
public record Quartic(double q0, double q1, double q2, double q3, double q4)
    implements LineFunction {

  @Override
  public double valueAt(double lambda) {
    return q0 + lambda * (q1 + lambda * (q2 + lambda * (q3 + lambda * q4)));
  }

  /** Returns A of ℓ'' = A λ² + B λ + C: 6‖W2‖². */
  public double leading() {
    return 12 * q4;
  }

  /** Returns B of ℓ'' = A λ² + B λ + C: 6⟨W1, W2⟩. */
  public double linear() {
    return 6 * q3;
  }

  /** Returns C of ℓ'' = A λ² + B λ + C: ‖W1‖² + 2⟨W0, W2⟩. */
  public double constant() {
    return 2 * q2;
  }

  /** Returns α, the least ℓ''(λ) on [0, 1] (Eq. 6); the same in either direction of the line. */
  public double minimumCurvature() {
    return minimumOnUnitInterval(leading(), linear(), constant());
  }

  /** Returns what the four exact tests say, taking λ = 0 as the optimum x*. */
  public ConvexityTests tests() {
    boolean everywhere =
        leading() >= 0 && constant() >= 0 && 4 * leading() * constant() >= linear() * linear();
    return new ConvexityTests(
        everywhere,
        minimumCurvature() >= 0,
        minimumOnUnitInterval(3 * q4, 2 * q3, q2) >= 0,
        minimumOnUnitInterval(q4, q3 + q4, q2 + q3 + q4) >= 0);
  }

  /** Returns the quartic times a factor: 1 / N gives the loss per observed entry. */
  public Quartic scaledBy(double factor) {
    return new Quartic(q0 * factor, q1 * factor, q2 * factor, q3 * factor, q4 * factor);
  }

  /** Returns the same line walked from its second point to its first, λ ← 1 − λ. */
  public Quartic reversed() {
    return new Quartic(
        q0 + q1 + q2 + q3 + q4,
        -(q1 + 2 * q2 + 3 * q3 + 4 * q4),
        q2 + 3 * q3 + 6 * q4,
        -(q3 + 4 * q4),
        q4);
  }

  /** Returns the least value of a λ² + b λ + c on [0, 1]. */
  private static double minimumOnUnitInterval(double a, double b, double c) {
    if (a > 0 && -b > 0 && -b < 2 * a) {
      return c - b * b / (4 * a);
    }
    return Math.min(c, a + b + c);
  }
}
