package org.convexityprobe.experiment.recovery;

import java.util.List;
import org.convexityprobe.recovery.Ensemble;
import org.convexityprobe.recovery.GradientDescent;
import org.convexityprobe.recovery.PenalizedLoss;
import org.convexityprobe.recovery.PlantedInstance;

/**
 * Completion of matrices that are more and more coherent, with and without a penalty.
 *
 * @param problem which problems; their ensemble is {@code entries}
 * @param supports numbers of rows of U* that are not 0; all of them are an incoherent matrix
 * @param instances problems at each ratio and support
 * @param starts random starts of each
 * @param iterations passes over the measurements at most
 * @param weight λ of the penalty
 * @param bound α of the penalty, in units of √(r σ̂₁/n), the typical length of a row of an
 *     incoherent matrix
 * @param recovered relative error below which X* counts as reached
 */
public record CompletionConfig(
    ProblemConfig problem,
    List<Integer> supports,
    int instances,
    int starts,
    int iterations,
    double weight,
    double bound,
    double recovered) {
  /** Five problems of 40 × 40 matrices of rank 2 at each of four supports and two ratios. */
  public static final CompletionConfig DEFAULT =
      new CompletionConfig(
          new ProblemConfig(Ensemble.ENTRIES, 40, 2, List.of(4.0, 10.0), 1),
          List.of(40, 20, 10, 5),
          5,
          4,
          2000,
          10,
          2.5,
          1e-3);

  /** Checks every number. */
  public CompletionConfig {
    supports = List.copyOf(supports);
    if (problem.ensemble() != Ensemble.ENTRIES) {
      throw new IllegalArgumentException(
          "ensemble is %s; expected entries: this is about completion"
              .formatted(problem.ensemble()));
    }
    if (problem.columns() > 0) {
      throw new IllegalArgumentException(
          "columns is %d; expected none: completion is of symmetric matrices"
              .formatted(problem.columns()));
    }
    for (int support : supports) {
      if (support < problem.rank() || support > problem.size()) {
        throw new IllegalArgumentException(
            "supports is %s; expected numbers of rows from %d, the rank, to %d"
                .formatted(supports, problem.rank(), problem.size()));
      }
    }
    if (supports.isEmpty() || instances < 1 || starts < 1 || iterations < 1) {
      throw new IllegalArgumentException(
          "supports %s, instances %d, starts %d, iterations %d; expected at least 1 of each"
              .formatted(supports, instances, starts, iterations));
    }
    if (!(recovered > 0 && recovered < 1)) {
      throw new IllegalArgumentException(
          "recovered is %s; expected above 0 and below 1".formatted(recovered));
    }
    PenalizedLoss.require(weight, bound);
  }

  /** Returns the descent. */
  GradientDescent descent() {
    return GradientDescent.of(0, iterations);
  }

  /** Returns the loss of an instance with the penalty. */
  PenalizedLoss penalized(PlantedInstance instance) {
    double row = Math.sqrt(problem.rank() * instance.loss().scale() / problem.size());
    return new PenalizedLoss(instance.loss(), weight, bound * row);
  }
}
