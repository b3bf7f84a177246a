package org.convexityprobe.experiment.reproduction;

import java.util.List;

/**
 * What came of one target.
 *
 * @param target its name
 * @param shows what it shows
 * @param paper what the papers have there
 * @param seen how much of the target was measured; may be empty
 * @param measured what was measured
 * @param agreement whether the two agree
 * @param reason why, or by how much not
 * @param claims the papers' statements one by one, where there are several
 * @param runs folders of the runs, relative to the reproduction's
 */
public record Finding(
    String target,
    String shows,
    String paper,
    String seen,
    String measured,
    Agreement agreement,
    String reason,
    List<Claim> claims,
    List<String> runs) {
  /** How a measurement stands to the papers. */
  public enum Agreement {
    /** It agrees. */
    AGREES("agrees"),
    /** It differs. */
    DIFFERS("differs"),
    /** What was measured does not tell: the errors are too large, or not known. */
    UNDECIDED("not decided"),
    /** The two are not of the same thing, or too little of it was measured. */
    NOT_COMPARABLE("cannot be compared");

    private final String words;

    Agreement(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Copies the lists. */
  public Finding {
    claims = List.copyOf(claims);
    runs = List.copyOf(runs);
  }

  /** Returns the verdict in words. */
  public String verdict() {
    return agreement.words + (reason.isEmpty() ? "" : ": " + reason);
  }
}
