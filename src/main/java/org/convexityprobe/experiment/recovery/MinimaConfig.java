package org.convexityprobe.experiment.recovery;

import java.util.List;
import org.convexityprobe.recovery.Ensemble;
import org.convexityprobe.recovery.GradientDescent;

/**
 * From how many random starts descent reaches X*.
 *
 * @param problem which problems
 * @param instances problems at each ratio
 * @param starts random starts of each
 * @param batch measurements a step of stochastic descent
 * @param iterations passes over the measurements at most
 * @param recovered relative error ‖UUᵀ − X*‖_F / ‖X*‖_F below which X* counts as reached
 */
public record MinimaConfig(
    ProblemConfig problem, int instances, int starts, int batch, int iterations, double recovered) {
  /** Five problems of 30 × 30 matrices of rank 3 at each of eight ratios. */
  public static final MinimaConfig DEFAULT =
      new MinimaConfig(
          new ProblemConfig(
              Ensemble.GAUSSIAN, 30, 3, List.of(1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0), 1),
          5,
          4,
          30,
          1000,
          1e-3);

  /** Checks every number. */
  public MinimaConfig {
    if (instances < 1 || starts < 1 || batch < 1 || iterations < 1) {
      throw new IllegalArgumentException(
          "instances %d, starts %d, batch %d, iterations %d; expected at least 1 of each"
              .formatted(instances, starts, batch, iterations));
    }
    if (!(recovered > 0 && recovered < 1)) {
      throw new IllegalArgumentException(
          "recovered is %s; expected above 0 and below 1".formatted(recovered));
    }
  }

  /** Returns a descent on all measurements a step. */
  GradientDescent gradientDescent() {
    return new GradientDescent(0, iterations, GradientDescent.DEFAULT.tolerance());
  }

  /** Returns a descent on some measurements a step. */
  GradientDescent stochastic() {
    return new GradientDescent(batch, iterations, GradientDescent.DEFAULT.tolerance());
  }
}
