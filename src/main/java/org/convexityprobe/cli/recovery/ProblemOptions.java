package org.convexityprobe.cli.recovery;

import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.recovery.Ensemble;
import picocli.CommandLine.Option;

/** Options that say which recovery problems are drawn. */
final class ProblemOptions {
  @Option(
      names = "--ensemble",
      paramLabel = "LAW",
      description = "Distribution of the measurements: ${COMPLETION-CANDIDATES}.")
  private Ensemble ensemble;

  @Option(
      names = "--columns",
      paramLabel = "N",
      description =
          "Columns of rectangular matrices U*V*ᵀ, which have n rows; without it, they are"
              + " symmetric, U*U*ᵀ.")
  private Integer columns;

  @Option(names = "--rank", paramLabel = "R", description = "Rank r of the planted matrix.")
  private Integer rank;

  @Option(
      names = "--ratios",
      paramLabel = "X",
      split = ",",
      description = "Ratios of measurements, m / (n r), separated by commas.")
  private List<Double> ratios;

  @Option(names = "--seed", paramLabel = "SEED", description = "Seed; 1 by default.")
  private Long seed;

  /** Returns the rank, or null where it was left open. */
  Integer rank() {
    return rank;
  }

  /**
   * Returns the first of several values, or the one value; null if neither is given.
   *
   * @throws IllegalArgumentException if both are given, as then only the several ones count
   */
  static Integer first(String option, Integer value, String several, List<Integer> values) {
    if (value != null && values != null) {
      throw new IllegalArgumentException(
          "%s has no effect with %s; leave it out".formatted(option, several));
    }
    return values == null || values.isEmpty() ? value : values.get(0);
  }

  <T> Configuration<T> applyTo(Configuration<T> configuration) {
    return configuration
        .set("problem.ensemble", ensemble)
        .set("problem.columns", columns)
        .set("problem.rank", rank)
        .set("problem.ratios", ratios)
        .set("problem.seed", seed);
  }
}
