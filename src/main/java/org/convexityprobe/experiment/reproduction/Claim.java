package org.convexityprobe.experiment.reproduction;

import org.convexityprobe.experiment.reproduction.Finding.Agreement;

/**
 * One statement of the papers and what was measured of it.
 *
 * @param statement what the papers say, or print
 * @param measured what was measured
 * @param agreement whether the two agree
 * @param reason why they cannot be compared, or by how much they differ; may be empty
 */
public record Claim(String statement, String measured, Agreement agreement, String reason) {
  /** Returns the verdict in words. */
  public String verdict() {
    return agreement.words() + (reason.isEmpty() ? "" : ": " + reason);
  }
}
