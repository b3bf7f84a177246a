package org.convexityprobe.experiment.factorization;

/**
 * Which factorisations of a matrix are made.
 *
 * @param matrix what is factorised
 * @param solve how
 * @param starts number of starting points
 */
public record FactorizeConfig(MatrixConfig matrix, FactorizationConfig solve, int starts) {
  /** One starting point. */
  public static final FactorizeConfig DEFAULT =
      new FactorizeConfig(MatrixConfig.DEFAULT, FactorizationConfig.DEFAULT, 1);

  /** Checks the number of starting points. */
  public FactorizeConfig {
    if (starts < 1) {
      throw new IllegalArgumentException("starts is %d; expected at least 1".formatted(starts));
    }
  }
}
