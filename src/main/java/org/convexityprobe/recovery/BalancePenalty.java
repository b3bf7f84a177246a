package org.convexityprobe.recovery;

import org.convexityprobe.nmf.Quartic;
import org.hipparchus.linear.RealMatrix;

/**
 * ⅛ ‖UᵀU − VᵀV‖_F² of W = [U; V], which keeps the factors of UVᵀ equally large, with its exact
 * derivatives.
 *
 * @param rows of U, the first ones of W
 */
record BalancePenalty(int rows) {
  double at(Factor w) {
    return square(between(w, w)) / 8;
  }

  Factor gradient(Factor w) {
    return signed(w).times(between(w, w)).scaled(0.5);
  }

  Factor hessianTimes(Factor w, Factor direction) {
    return signed(direction)
        .times(between(w, w))
        .plus(1, signed(w).times(slope(w, direction)))
        .scaled(0.5);
  }

  /** Returns the term along W + λ way. */
  Quartic along(Factor w, Factor way) {
    RealMatrix s0 = between(w, w);
    RealMatrix s1 = slope(w, way);
    RealMatrix s2 = between(way, way);
    return new Quartic(
        square(s0) / 8,
        dot(s0, s1) / 4,
        square(s1) / 8 + dot(s0, s2) / 4,
        dot(s1, s2) / 4,
        square(s2) / 8);
  }

  /** Returns UᵀU' − VᵀV'. */
  private RealMatrix between(Factor w, Factor other) {
    return w.gram(signed(other));
  }

  private RealMatrix slope(Factor w, Factor direction) {
    RealMatrix half = between(w, direction);
    return half.add(half.transpose());
  }

  /** Returns [U; −V]. */
  private Factor signed(Factor w) {
    double[] values = w.values().clone();
    for (int i = rows * w.rank(); i < values.length; i++) {
      values[i] = -values[i];
    }
    return new Factor(w.rows(), w.rank(), values);
  }

  private static double square(RealMatrix matrix) {
    double norm = matrix.getFrobeniusNorm();
    return norm * norm;
  }

  private static double dot(RealMatrix a, RealMatrix b) {
    return a.multiplyTransposed(b).getTrace();
  }
}
