package org.convexityprobe.experiment.recovery;

import java.util.List;
import org.convexityprobe.recovery.Ensemble;
import org.convexityprobe.recovery.GradientDescent;

/**
 * Which noisy problems are solved.
 *
 * @param problem which problems
 * @param sizes n, each in place of the problem's; null for that alone, as in settings of earlier
 *     versions
 * @param noises standard deviations σ_w of the noise
 * @param instances problems at each size, ratio and noise
 * @param starts random starts of each
 * @param iterations passes over the measurements at most
 */
public record NoiseConfig(
    ProblemConfig problem,
    List<Integer> sizes,
    List<Double> noises,
    int instances,
    int starts,
    int iterations) {
  /**
   * Five problems of 20 × 20 matrices of rank 2 at each of four ratios and four levels of noise.
   */
  public static final NoiseConfig DEFAULT =
      new NoiseConfig(
          new ProblemConfig(Ensemble.GAUSSIAN, 20, 2, List.of(5.0, 10.0, 20.0, 40.0), 1),
          List.of(0.01, 0.03, 0.1, 0.3),
          5,
          4,
          2000);

  /** Describes problems of one size. */
  public NoiseConfig(
      ProblemConfig problem, List<Double> noises, int instances, int starts, int iterations) {
    this(problem, null, noises, instances, starts, iterations);
  }

  /** Checks the numbers. */
  public NoiseConfig {
    sizes = sizes == null || sizes.isEmpty() ? null : List.copyOf(sizes);
    noises = List.copyOf(noises);
    if (noises.isEmpty() || noises.stream().anyMatch(noise -> !(noise > 0 && noise < 1e6))) {
      throw new IllegalArgumentException(
          "noises is %s; expected some standard deviations above 0".formatted(noises));
    }
    if (instances < 1 || starts < 1 || iterations < 1) {
      throw new IllegalArgumentException(
          "instances %d, starts %d, iterations %d; expected at least 1 of each"
              .formatted(instances, starts, iterations));
    }
    problems(problem, sizes); // refuses sizes that do not fit
  }

  /** Returns the problems of all sizes, each once. */
  List<ProblemConfig> problems() {
    return problems(problem, sizes);
  }

  private static List<ProblemConfig> problems(ProblemConfig problem, List<Integer> sizes) {
    return sizes == null
        ? List.of(problem)
        : sizes.stream().distinct().map(size -> problem.withShape(size, problem.rank())).toList();
  }

  /** Returns the descent. */
  GradientDescent descent() {
    return new GradientDescent(0, iterations, 1e-7, GradientDescent.DEFAULT.step());
  }
}
