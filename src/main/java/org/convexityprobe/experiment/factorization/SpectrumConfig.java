package org.convexityprobe.experiment.factorization;

/**
 * The optimum whose singular values are computed.
 *
 * @param matrix what is factorised
 * @param solve how the optimum is found
 */
public record SpectrumConfig(MatrixConfig matrix, FactorizationConfig solve) {
  /** No matrix yet. */
  public static final SpectrumConfig DEFAULT =
      new SpectrumConfig(MatrixConfig.DEFAULT, FactorizationConfig.DEFAULT);
}
