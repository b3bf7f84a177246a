package org.convexityprobe.experiment.recovery;

import java.util.List;
import org.convexityprobe.recovery.Ensemble;

/**
 * Which lines are looked at.
 *
 * @param problem which problems; its size is replaced by each of {@code sizes}
 * @param sizes n
 * @param lines problems at each size and ratio, each with one line
 */
public record RecoveryLinesConfig(ProblemConfig problem, List<Integer> sizes, int lines) {
  /** A hundred lines at each of five sizes, with four measurements a parameter. */
  public static final RecoveryLinesConfig DEFAULT =
      new RecoveryLinesConfig(
          new ProblemConfig(Ensemble.RANK1, 10, 3, List.of(4.0), 1),
          List.of(5, 10, 20, 40, 80),
          100);

  /** Checks the numbers. */
  public RecoveryLinesConfig {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || lines < 2) {
      throw new IllegalArgumentException(
          "sizes %s and %d lines; expected at least one size and 2 lines".formatted(sizes, lines));
    }
    for (int size : sizes) {
      problem.withShape(size, problem.rank());
    }
  }
}
