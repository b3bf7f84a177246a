package org.convexityprobe.experiment.factorization;

import org.convexityprobe.nmf.Solution;
import org.convexityprobe.nmf.SolverListener;

/** Receives the progress of a factorisation experiment. */
public interface FactorizationListener {
  /** Hears how many units of work (optima, say) there are, and how many were done before. */
  default void planned(String unit, int total, int done) {}

  /** Hears of one iteration of a solver. */
  default void iteration(int start, SolverListener.Iteration iteration) {}

  /**
   * Hears of one iteration of a second walk on a path, where it is measured.
   *
   * @param iterations of the whole path
   */
  default void measuring(int start, int iteration, int iterations) {}

  /** Hears that an optimum was found. */
  default void found(Solution solution) {}

  /** Hears that one unit of work is done. */
  default void done() {}

  /** Hears of something the user should know. */
  default void note(String line) {}
}
