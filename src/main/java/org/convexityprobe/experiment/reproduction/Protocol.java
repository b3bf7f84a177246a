package org.convexityprobe.experiment.reproduction;

import java.util.Locale;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.FactorizationConfig;
import org.convexityprobe.nmf.SolverMethod;
import org.convexityprobe.nmf.StoppingRule;

/** How a version of the paper factorises and how many lines it looks at. */
enum Protocol {
  /** The AAAI paper: gradient descent until the loss hardly improves; 50 optima, 50 points. */
  AAAI(SolverMethod.GradientDescent.PAPER, StoppingRule.PAPER, 50),
  /** The earlier version: 10⁴ short steps; 100 optima, 50 points. */
  ICLR(SolverMethod.GradientDescent.ICLR, StoppingRule.ICLR, 100);

  /** Random points at each size of a matrix, in both versions. */
  static final int POINTS = 50;

  /** Lines of each kind in a figure, and repetitions of a path, in both versions. */
  static final int REPETITIONS = 5;

  private final double step;
  private final int steps;
  private final double relativeImprovement;
  private final int optima;

  Protocol(SolverMethod.GradientDescent method, StoppingRule rule, int optima) {
    this.step = method.step();
    this.steps = rule.maxIterations();
    this.relativeImprovement = rule.relativeImprovement();
    this.optima = optima;
  }

  /** Returns the number of optima at each size of a matrix. */
  int optima() {
    return optima;
  }

  /** Returns the most steps of the solver. */
  int steps() {
    return steps;
  }

  /** Sets how a study factorises. */
  void applyTo(Configuration<?> study) {
    study
        .set("solve.method", FactorizationConfig.Method.GD)
        .set("solve.step", step)
        .set("solve.maxIterations", steps)
        .set("solve.relativeImprovement", relativeImprovement);
  }

  /** Returns whether optima were found in this way; the precision of products does not matter. */
  boolean isThatOf(FactorizationConfig solve) {
    return solve.method() == FactorizationConfig.Method.GD
        && solve.step() == step
        && solve.maxIterations() == steps
        && solve.relativeImprovement() == relativeImprovement
        && solve.initialization() == FactorizationConfig.Start.HALF_NORMAL
        && solve.initialFactors().isEmpty();
  }

  /** Returns it in words. */
  String words() {
    String stop =
        relativeImprovement > 0
            ? String.format(Locale.ROOT, "to a relative improvement of %.0e", relativeImprovement)
            : "%d of them".formatted(steps);
    return String.format(Locale.ROOT, "gradient descent by steps of %.0e, %s", step, stop);
  }
}
