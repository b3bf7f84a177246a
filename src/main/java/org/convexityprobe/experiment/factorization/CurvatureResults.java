package org.convexityprobe.experiment.factorization;

import java.util.List;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.nmf.CurvatureSummary;

/**
 * The curvature at all rates.
 *
 * @param manifest what made them
 * @param matrix what was factorised
 * @param entries by rate
 */
public record CurvatureResults(Manifest manifest, MatrixFacts matrix, List<Entry> entries) {
  /** Copies the entries. */
  public CurvatureResults {
    entries = List.copyOf(entries);
  }

  /**
   * The curvature at one rate.
   *
   * @param rate share of rows and columns kept
   * @param rows n then
   * @param columns m then
   * @param observed N then
   * @param seconds that all pairs took
   * @param summary over all pairs, per observed entry
   */
  public record Entry(
      double rate, int rows, int columns, int observed, double seconds, CurvatureSummary summary) {}
}
