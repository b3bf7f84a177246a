package org.convexityprobe.recovery;

/**
 * Linear measurements ⟨A_i, X⟩ of symmetric n × n matrices X, i = 1 … m, with symmetric A_i. They
 * are applied to X = (UVᵀ + VUᵀ)/2 without X being formed where that saves work.
 */
public interface Measurements {
  /** Returns n. */
  int size();

  /** Returns m. */
  int count();

  /**
   * Returns ⟨A_i, UVᵀ⟩ for every i.
   *
   * @param u n × r
   * @param v n × r
   */
  double[] of(Factor u, Factor v);

  /**
   * Returns (Σ c_i A_i) U.
   *
   * @param c a weight for each measurement
   */
  Factor weighted(double[] c, Factor u);

  /**
   * Returns what the residuals e_i = ⟨A_i, UUᵀ⟩ − y_i add up to.
   *
   * @param y a value for each measurement
   */
  default Residuals residuals(Factor u, double[] y) {
    double[] residuals = of(u, u);
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] -= y[i];
    }
    return new Residuals(Factor.dot(residuals, residuals), weighted(residuals, u));
  }

  /**
   * Returns Σ (2⟨A_i, UΔᵀ⟩ A_i U + e_i A_i Δ), e_i = ⟨A_i, UUᵀ⟩ − y_i.
   *
   * @param direction Δ
   * @param y a value for each measurement
   */
  default Factor curved(Factor u, Factor direction, double[] y) {
    double[] slopes = of(u, direction);
    double[] residuals = of(u, u);
    for (int i = 0; i < y.length; i++) {
      slopes[i] *= 2;
      residuals[i] -= y[i];
    }
    return weighted(slopes, u).plus(1, weighted(residuals, direction));
  }

  /** Returns ⟨A_i, UUᵀ⟩, ⟨A_i, UΔᵀ⟩ and ⟨A_i, ΔΔᵀ⟩ for every i, in three rows. */
  default double[][] along(Factor u, Factor direction) {
    return new double[][] {of(u, u), of(u, direction), of(direction, direction)};
  }

  /**
   * Sums of residuals.
   *
   * @param squares Σ e_i²
   * @param weighted (Σ e_i A_i) U
   */
  record Residuals(double squares, Factor weighted) {}

  /** Returns the same measurements, applied in this way. */
  default Measurements with(Computing computing) {
    return new HeardMeasurements(this, computing.check());
  }

  /** Returns some of the measurements, from index {@code from} to before {@code to}. */
  Measurements part(int from, int to);
}
