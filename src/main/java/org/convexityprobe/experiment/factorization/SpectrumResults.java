package org.convexityprobe.experiment.factorization;

import java.util.List;
import org.convexityprobe.experiment.Manifest;

/**
 * Singular values of factors.
 *
 * @param manifest what made them
 * @param matrix what was factorised
 * @param spectra the values
 */
public record SpectrumResults(Manifest manifest, MatrixFacts matrix, Spectra spectra) {
  /**
   * Singular values, largest first.
   *
   * @param u of U*
   * @param v of V*
   * @param randomU of a random matrix of U*'s shape and mean
   * @param randomV of a random matrix of V*'s shape and mean
   */
  public record Spectra(
      List<Double> u, List<Double> v, List<Double> randomU, List<Double> randomV) {
    /** Copies the lists. */
    public Spectra {
      u = List.copyOf(u);
      v = List.copyOf(v);
      randomU = List.copyOf(randomU);
      randomV = List.copyOf(randomV);
    }
  }
}
