package org.convexityprobe.cli.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.FactorizationConfig;
import org.convexityprobe.nmf.SolverMethod;
import org.convexityprobe.nmf.StoppingRule;
import picocli.CommandLine.Option;

/** Options of the factorisation. */
public final class SolveOptions {
  /** Settings of the papers. */
  enum Preset {
    /** The AAAI paper: steps of 1e-5 until the loss improves by less than 1e-7. */
    PAPER,
    /** The ICLR version: 10,000 steps of 1e-7. */
    ICLR
  }

  @Option(names = "--rank", paramLabel = "R", description = "Rank of the factors; 10 by default.")
  private Integer rank;

  @Option(
      names = "--solver",
      paramLabel = "METHOD",
      description =
          "${COMPLETION-CANDIDATES}: gradient descent, accelerated gradient (default),"
              + " alternating least squares, multiplicative updates.")
  private FactorizationConfig.Method method;

  @Option(
      names = "--preset",
      paramLabel = "PAPER",
      description =
          "Step and stopping rule of gradient descent as in a paper: ${COMPLETION-CANDIDATES}.")
  private Preset preset;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "Step of gradient descent; 1e-5 by default.")
  private Double step;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description =
          "Precision of gradient descent's products: ${COMPLETION-CANDIDATES}; double by default."
              + " mixed: 15 of 16 steps in single precision; only for a matrix without"
              + " unobserved entries.")
  private SolverMethod.Precision precision;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Largest number of iterations; 100000 by default.")
  private Integer iterations;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      description =
          "Stop when the relative improvement of the loss is below this; 1e-7 by default.")
  private Double tolerance;

  @Option(
      names = "--start",
      paramLabel = "LAW",
      description =
          "Distribution of the starting points: ${COMPLETION-CANDIDATES}; half-normal by default.")
  private FactorizationConfig.Start start;

  @Option(
      names = "--initial-factors",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Start from these factors instead: NumPy archives (.npz) of U (n × r) and V (r × m), one"
              + " for each start. They factorise X divided by its standard deviation, as those that"
              + " 'nmf factorize' writes.")
  private List<Path> initialFactors;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description =
          "Seed of the starting and random points; 1 by default. Start I and random point I are drawn"
              + " from SEED + I: seeds 1 and 2 share all of them but one. Seeds of separate"
              + " repetitions must differ by at least the number of starts, and of points.")
  private Long seed;

  /**
   * Sets the factorisation of a command that draws nothing but starting points.
   *
   * @throws IllegalArgumentException if points are given, and how to draw them
   */
  public void applyToStarts(Configuration<?> configuration) {
    applyTo(configuration);
    boolean drawn =
        !(configuration.get("solve.initialFactors") instanceof List<?> given) || given.isEmpty();
    if (!drawn && (start != null || seed != null)) {
      throw new IllegalArgumentException(
          "%s has no effect with --initial-factors, since no point is drawn; leave it out"
              .formatted(start == null ? "--seed" : "--start"));
    }
  }

  public void applyTo(Configuration<?> configuration) {
    if (preset != null) {
      boolean paper = preset == Preset.PAPER;
      StoppingRule rule = paper ? StoppingRule.PAPER : StoppingRule.ICLR;
      configuration
          .set("solve.method", FactorizationConfig.Method.GD)
          .set(
              "solve.step",
              (paper ? SolverMethod.GradientDescent.PAPER : SolverMethod.GradientDescent.ICLR)
                  .step())
          .set("solve.maxIterations", rule.maxIterations())
          .set("solve.relativeImprovement", rule.relativeImprovement());
    }
    if (initialFactors != null) {
      configuration.set(
          "solve.initialFactors", initialFactors.stream().map(Path::toString).toList());
    }
    configuration
        .set("solve.rank", rank)
        .set("solve.method", method)
        .set("solve.step", step)
        .set("solve.precision", precision)
        .set("solve.maxIterations", iterations)
        .set("solve.relativeImprovement", tolerance)
        .set("solve.initialization", start)
        .set("solve.seed", seed);
    String solver = String.valueOf(configuration.get("solve.method")).toLowerCase(Locale.ROOT);
    if (step != null && !solver.equals("gd")) {
      throw new IllegalArgumentException(
          "--step has no effect with --solver %s, which finds its own step; leave it out, or use --solver gd"
              .formatted(solver));
    }
  }
}
