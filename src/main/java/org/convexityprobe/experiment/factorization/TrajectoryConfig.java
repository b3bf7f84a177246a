package org.convexityprobe.experiment.factorization;

import org.convexityprobe.nmf.SolverMethod;

/**
 * Which paths of a solver are measured.
 *
 * @param matrix what is factorised
 * @param solve the solver that is followed
 * @param repetitions paths from different starting points
 * @param points measured on each path
 */
public record TrajectoryConfig(
    MatrixConfig matrix, FactorizationConfig solve, int repetitions, int points) {
  /** Five repetitions, as in the paper. */
  public static final TrajectoryConfig DEFAULT =
      new TrajectoryConfig(MatrixConfig.DEFAULT, FactorizationConfig.DEFAULT, 5, 40);

  /** Checks the sizes and the precision. */
  public TrajectoryConfig {
    if (solve.precision() == SolverMethod.Precision.MIXED) {
      throw new IllegalArgumentException(
          "a trajectory looks at single steps, and mixed precision takes 16 at a time; use double");
    }
    if (repetitions < 1 || points < 2) {
      throw new IllegalArgumentException(
          "%d repetitions of %d points; expected at least 1 and 2".formatted(repetitions, points));
    }
  }
}
