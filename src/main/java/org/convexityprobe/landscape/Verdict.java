package org.convexityprobe.landscape;

/** The verdict on one second difference of a line. */
public enum Verdict {
  /** The second difference is above the threshold. */
  CONVEX,
  /** The second difference is within the noise. */
  UNDECIDED,
  /** The second difference is below minus the threshold. */
  CONCAVE,
  /** One of the three values is NaN or infinite: a violation, never filled in. */
  NON_FINITE;

  /** Returns whether a convex run ends here. */
  public boolean isViolation() {
    return this == CONCAVE || this == NON_FINITE;
  }

  /** Returns the answer to “is it convex?”. */
  public String word() {
    return switch (this) {
      case CONVEX -> "yes";
      case UNDECIDED -> "undecided";
      case CONCAVE -> "no";
      case NON_FINITE -> "not finite";
    };
  }

  /**
   * Returns the verdict on a difference that is known to within ± threshold.
   *
   * @param difference the second difference, or any other quantity that convexity makes ≥ 0
   * @param threshold at least 0
   */
  static Verdict of(double difference, double threshold) {
    if (!Double.isFinite(difference)) {
      return NON_FINITE;
    }
    if (difference > threshold) {
      return CONVEX;
    }
    return difference < -threshold ? CONCAVE : UNDECIDED;
  }
}
