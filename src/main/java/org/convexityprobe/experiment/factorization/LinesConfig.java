package org.convexityprobe.experiment.factorization;

/**
 * The lines on which the loss is measured.
 *
 * @param matrix what is factorised
 * @param solve how optima are found
 * @param lines of each kind
 */
public record LinesConfig(MatrixConfig matrix, FactorizationConfig solve, int lines) {
  /** Five lines of each kind, as in the papers. */
  public static final LinesConfig DEFAULT =
      new LinesConfig(MatrixConfig.DEFAULT, FactorizationConfig.DEFAULT, 5);

  /** Checks the number of lines. */
  public LinesConfig {
    if (lines < 1) {
      throw new IllegalArgumentException("lines is %d; expected at least 1".formatted(lines));
    }
  }
}
