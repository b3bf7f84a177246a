package org.convexityprobe.experiment.recovery;

import java.util.List;
import org.convexityprobe.recovery.Ensemble;
import org.convexityprobe.recovery.Hessian;

/**
 * Which critical points are looked at.
 *
 * @param problem which problems
 * @param instances problems at each ratio
 * @param searches random starts of each from which critical points are searched
 */
public record SaddlesConfig(ProblemConfig problem, int instances, int searches) {
  /** Five problems of 20 × 20 matrices of rank 3 at each of four ratios. */
  public static final SaddlesConfig DEFAULT =
      new SaddlesConfig(
          new ProblemConfig(Ensemble.GAUSSIAN, 20, 3, List.of(2.0, 4.0, 8.0, 16.0), 1), 5, 5);

  /** Checks the number. */
  public SaddlesConfig {
    if (instances < 1) {
      throw new IllegalArgumentException(
          "instances is %d; expected at least 1".formatted(instances));
    }
    if ((long) problem.rows() * problem.rank() > Hessian.MOST) {
      throw new IllegalArgumentException(
          "n r = %d · %d; expected at most %d, since Hessians are dense"
              .formatted(problem.rows(), problem.rank(), Hessian.MOST));
    }
    if (searches < 0) {
      throw new IllegalArgumentException("searches is %d; expected 0 or more".formatted(searches));
    }
  }
}
