package org.convexityprobe.landscape;

/** The verdict on one point of a surface, from the two eigenvalues of its Hessian. */
public enum SurfaceVerdict {
  /** Both eigenvalues are above the threshold. */
  CONVEX,
  /** The sign of an eigenvalue decides, and the eigenvalue is within the noise. */
  UNDECIDED,
  /** One eigenvalue is below minus the threshold, the other above it. */
  SADDLE,
  /** Both eigenvalues are below minus the threshold. */
  CONCAVE,
  /** A value is NaN or infinite: there is no Hessian, and nothing is filled in. */
  NON_FINITE;

  /** Returns what a legend or a sentence calls it. */
  public String word() {
    return switch (this) {
      case CONVEX -> "convex";
      case UNDECIDED -> "undecided";
      case SADDLE -> "saddle";
      case CONCAVE -> "concave";
      case NON_FINITE -> "not finite";
    };
  }

  /**
   * Returns the verdict on eigenvalues that are known to within ± threshold.
   *
   * @param smaller the smaller eigenvalue
   * @param larger the larger eigenvalue
   * @param threshold at least 0; infinite where the noise is not known
   */
  static SurfaceVerdict of(double smaller, double larger, double threshold) {
    if (!Double.isFinite(smaller) || !Double.isFinite(larger)) {
      return NON_FINITE;
    }
    if (smaller > threshold) {
      return CONVEX;
    }
    if (larger < -threshold) {
      return CONCAVE;
    }
    return smaller < -threshold && larger > threshold ? SADDLE : UNDECIDED;
  }
}
