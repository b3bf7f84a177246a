package org.convexityprobe.landscape;

import org.convexityprobe.landscape.NoiseEstimate.Outcome;

/**
 * Estimates the noise of a computed function from a few closely spaced values: ECnoise of Moré and
 * Wild, <i>Estimating Computational Noise</i>, SIAM J. Sci. Comput. 33(3), 2011.
 *
 * <p>Where the table does not level off the spacing is divided by 100, up to twice, but not to less
 * than the function resolves; where half of the neighbouring values are equal it is multiplied by
 * 100, once. If neither helps, the smallest level that three successive orders stay below is taken,
 * an upper bound. The paper's test on the relative range of the values is left out: a line function
 * may pass through zero, and the test on the levels catches the same cases.
 *
 * <p>Costs {@code evaluations} values where the first spacing serves, three times that at most.
 */
public final class NoiseEstimator {
  private static final double STEP = 100;

  private final int evaluations;

  /**
   * Makes an estimator.
   *
   * @param evaluations values in each difference table, 7 to 9
   */
  public NoiseEstimator(int evaluations) {
    if (evaluations < 7 || evaluations > 9) {
      throw new IllegalArgumentException(
          "noise evaluations: %d; expected 7 to 9".formatted(evaluations));
    }
    this.evaluations = evaluations;
  }

  /**
   * Estimates the noise of φ near {@code lambda}.
   *
   * @param spacing distance of the values, positive and far below the scale on which φ changes; no
   *     spacing below {@link LineFunction#resolution} is used, whatever this one is
   */
  public NoiseEstimate estimate(LineFunction function, double lambda, double spacing) {
    double bound = Double.POSITIVE_INFINITY;
    double finest = function.resolution();
    double current = Math.max(spacing, finest);
    for (int attempt = 0; attempt < 3; attempt++) {
      if (attempt > 0) {
        if (current <= finest) {
          break;
        }
        current = Math.max(current / STEP, finest);
      }
      DifferenceTable table = tabulate(function, lambda, current);
      if (table == null) {
        return nonFinite(lambda, current);
      }
      if (table.isQuantised()) {
        if (attempt == 0) {
          return widen(function, lambda, current, table);
        }
        break;
      }
      double level = table.detectedLevel();
      if (!Double.isNaN(level)) {
        return new NoiseEstimate(lambda, level, current, Outcome.DETECTED);
      }
      bound = Math.min(bound, table.boundingLevel());
    }
    return new NoiseEstimate(lambda, bound, current, Outcome.BOUNDED);
  }

  private NoiseEstimate widen(
      LineFunction function, double lambda, double spacing, DifferenceTable narrow) {
    double wide = spacing * STEP;
    DifferenceTable table = tabulate(function, lambda, wide);
    if (table == null) {
      return nonFinite(lambda, wide);
    }
    if (table.isConstant() && narrow.isConstant()) {
      return new NoiseEstimate(lambda, 0, wide, Outcome.CONSTANT);
    }
    double level = table.detectedLevel();
    if (!Double.isNaN(level) && !table.isQuantised()) {
      return new NoiseEstimate(lambda, level, wide, Outcome.DETECTED);
    }
    return new NoiseEstimate(
        lambda, Math.max(table.boundingLevel(), narrow.boundingLevel()), wide, Outcome.BOUNDED);
  }

  /** Returns the table of values centred on λ, or null if one is not finite. */
  private DifferenceTable tabulate(LineFunction function, double lambda, double spacing) {
    double[] values = new double[evaluations];
    boolean finite = true;
    for (int i = 0; i < evaluations; i++) {
      // (2i − m + 1)/2 is exact, so that −λ is given the mirrored abscissas exactly.
      values[i] = function.valueAt(lambda + (2 * i - evaluations + 1) / 2.0 * spacing);
      finite &= Double.isFinite(values[i]);
    }
    return finite ? new DifferenceTable(values) : null;
  }

  private static NoiseEstimate nonFinite(double lambda, double spacing) {
    return new NoiseEstimate(lambda, Double.NaN, spacing, Outcome.NON_FINITE);
  }
}
