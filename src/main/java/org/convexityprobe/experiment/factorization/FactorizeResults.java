package org.convexityprobe.experiment.factorization;

import java.util.List;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.nmf.Solution;

/**
 * Factorisations of a matrix.
 *
 * @param manifest what made them
 * @param matrix what was factorised
 * @param entries by start
 */
public record FactorizeResults(Manifest manifest, MatrixFacts matrix, List<Entry> entries) {
  /** Copies the entries. */
  public FactorizeResults {
    entries = List.copyOf(entries);
  }

  /**
   * Where one start ended.
   *
   * @param start its number
   * @param loss per observed entry
   * @param optimalityResidual ‖min(W, ∇ℓ)‖
   * @param iterations updates made
   * @param reason why it stopped
   * @param seconds that it took, together with the starts that went with it
   */
  public record Entry(
      int start,
      double loss,
      double optimalityResidual,
      int iterations,
      Solution.StopReason reason,
      double seconds) {}

  /**
   * A start as it is in the journal.
   *
   * @param entry where it ended
   * @param history how it went
   */
  record Finished(Entry entry, History history) {}
}
