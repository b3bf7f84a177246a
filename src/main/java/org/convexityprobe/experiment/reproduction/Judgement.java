package org.convexityprobe.experiment.reproduction;

import org.convexityprobe.experiment.reproduction.Finding.Agreement;

/**
 * A measurement and how it stands to the papers.
 *
 * @param measured what was measured
 * @param agreement whether it agrees
 * @param reason why, or by how much not; may be empty
 */
record Judgement(String measured, Agreement agreement, String reason) {
  static Judgement agreesIf(boolean agrees, String measured, String otherwise) {
    return agrees
        ? new Judgement(measured, Agreement.AGREES, "")
        : new Judgement(measured, Agreement.DIFFERS, otherwise);
  }

  /** Returns this measurement as one of something else than the papers'. */
  Judgement butNotComparable(String why) {
    return new Judgement(measured, Agreement.NOT_COMPARABLE, why);
  }
}
