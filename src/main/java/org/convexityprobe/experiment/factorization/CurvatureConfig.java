package org.convexityprobe.experiment.factorization;

import java.util.List;

/**
 * At which sizes of a matrix the curvature is measured, and on how many lines.
 *
 * @param matrix what is factorised
 * @param solve how optima are found
 * @param optima number of optima at each rate
 * @param points number of random points at each rate
 * @param rates shares of rows and of columns kept
 */
public record CurvatureConfig(
    MatrixConfig matrix, FactorizationConfig solve, int optima, int points, List<Double> rates) {
  /** 50 optima and 50 points, as in the AAAI paper. */
  public static final CurvatureConfig DEFAULT =
      new CurvatureConfig(
          MatrixConfig.DEFAULT,
          FactorizationConfig.DEFAULT,
          50,
          50,
          List.of(0.1, 0.2, 0.4, 0.6, 0.8, 1.0));

  /** Checks the sizes. */
  public CurvatureConfig {
    rates = List.copyOf(rates);
    if (optima < 1 || points < 1 || optima * points < 2) {
      throw new IllegalArgumentException(
          "%d optima and %d points; expected at least two pairs".formatted(optima, points));
    }
    if (rates.isEmpty() || rates.stream().anyMatch(rate -> !(rate > 0 && rate <= 1))) {
      throw new IllegalArgumentException(
          "rates %s; expected shares above 0 and at most 1".formatted(rates));
    }
  }
}
