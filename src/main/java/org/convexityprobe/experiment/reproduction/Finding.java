package org.convexityprobe.experiment.reproduction;

import java.util.List;

/**
 * What came of one target.
 *
 * @param target its name
 * @param shows what it shows
 * @param paper what the papers have there
 * @param measured what was measured
 * @param agreement whether the two agree
 * @param reason why, or by how much not
 * @param runs folders of the runs, relative to the reproduction's
 */
public record Finding(
    String target,
    String shows,
    String paper,
    String measured,
    Agreement agreement,
    String reason,
    List<String> runs) {
  /** How a measurement stands to the papers. */
  public enum Agreement {
    /** It agrees. */
    AGREES("agrees"),
    /** It differs. */
    DIFFERS("differs"),
    /** The two are not of the same thing. */
    NOT_COMPARABLE("cannot be compared");

    private final String words;

    Agreement(String words) {
      this.words = words;
    }
  }

  /** Copies the list. */
  public Finding {
    runs = List.copyOf(runs);
  }

  /** Returns the verdict in words. */
  public String verdict() {
    return agreement.words + (reason.isEmpty() ? "" : ": " + reason);
  }
}
