package org.convexityprobe.experiment.recovery;

import java.util.List;
import org.convexityprobe.recovery.Ensemble;
import org.convexityprobe.recovery.GradientDescent;

/**
 * From how many random starts descent reaches X*.
 *
 * @param problem which problems
 * @param sizes n, each in place of the problem's; none for that alone
 * @param ranks r, each in place of the problem's; none for that alone
 * @param instances problems at each size, rank and ratio
 * @param starts random starts of each
 * @param batch measurements a step of stochastic descent
 * @param iterations passes over the measurements at most
 * @param recovered relative error ‖UUᵀ − X*‖_F / ‖X*‖_F below which X* counts as reached
 */
public record MinimaConfig(
    ProblemConfig problem,
    List<Integer> sizes,
    List<Integer> ranks,
    int instances,
    int starts,
    int batch,
    int iterations,
    double recovered) {
  /** Five problems of 30 × 30 matrices of rank 3 at each of eight ratios. */
  public static final MinimaConfig DEFAULT =
      new MinimaConfig(
          new ProblemConfig(
              Ensemble.GAUSSIAN, 30, 3, List.of(1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0), 1),
          List.of(),
          List.of(),
          5,
          4,
          30,
          1000,
          1e-3);

  /** Checks every number. */
  public MinimaConfig {
    sizes = List.copyOf(sizes);
    ranks = List.copyOf(ranks);
    if (instances < 1 || starts < 1 || batch < 1 || iterations < 1) {
      throw new IllegalArgumentException(
          "instances %d, starts %d, batch %d, iterations %d; expected at least 1 of each"
              .formatted(instances, starts, batch, iterations));
    }
    if (!(recovered > 0 && recovered < 1)) {
      throw new IllegalArgumentException(
          "recovered is %s; expected above 0 and below 1".formatted(recovered));
    }
    for (int size : distinct(sizes, problem.size())) {
      for (int rank : distinct(ranks, problem.rank())) {
        problem.withShape(size, rank); // refuses a rank that is too large
      }
    }
  }

  private static List<Integer> distinct(List<Integer> values, int otherwise) {
    return values.isEmpty() ? List.of(otherwise) : values.stream().distinct().toList();
  }

  /** Returns the problems of all sizes and ranks. */
  List<ProblemConfig> problems() {
    return distinct(sizes, problem.size()).stream()
        .flatMap(
            size ->
                distinct(ranks, problem.rank()).stream().map(rank -> problem.withShape(size, rank)))
        .toList();
  }

  /** Returns a descent on all measurements a step. */
  GradientDescent gradientDescent() {
    return GradientDescent.of(0, iterations);
  }

  /** Returns a descent on some measurements a step. */
  GradientDescent stochastic() {
    return GradientDescent.of(batch, iterations);
  }
}
