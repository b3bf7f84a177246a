package org.convexityprobe.nmf;

/** Receives the progress of a solver. */
public interface SolverListener {
  /** A listener that ignores everything. */
  SolverListener SILENT = new SolverListener() {};

  /**
   * Hears of one iteration.
   *
   * @param start index of the starting point
   * @param iteration what was measured before the iteration's update
   * @param next the point after the update, or after all that are taken at a time, to be read
   *     before returning and not kept
   */
  default void iteration(int start, Iteration iteration, Factors next) {}

  /**
   * Hears of one iteration of a second walk on a path that is known.
   *
   * @param number of the iteration, as that of the first walk
   * @param iterations of the whole path
   */
  default void again(int number, int iterations) {}

  /** Hears that a starting point is done. */
  default void finished(Solution solution) {}

  /** Hears of something the user should know, in one line. */
  default void warning(String message) {}

  /**
   * One iteration.
   *
   * @param number 0 for the starting point
   * @param loss ℓ / N
   * @param relativeImprovement (ℓ_{t−1} − ℓ_t) / ℓ_{t−1}, on average since the iteration heard of
   *     before; NaN at the start
   * @param optimalityResidual ‖min(W, ∇ℓ)‖ of the undivided loss, 0 exactly where the KKT
   *     conditions hold
   * @param seconds since the solver started
   */
  record Iteration(
      int number,
      double loss,
      double relativeImprovement,
      double optimalityResidual,
      double seconds) {}
}
