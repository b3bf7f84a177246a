package org.convexityprobe.experiment;

import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Initialization;
import org.convexityprobe.nmf.Solver;
import org.convexityprobe.nmf.SolverMethod;
import org.convexityprobe.nmf.StoppingRule;

/**
 * How a matrix is factorised.
 *
 * @param rank r
 * @param method the solver
 * @param step of gradient descent; the other methods find their own
 * @param maxIterations the most iterations
 * @param relativeImprovement stops when the loss improves by less; 0 for never
 * @param initialization law of the starting points' entries, of matched mean
 * @param seed of the first starting point; the others follow
 */
public record FactorizationConfig(
    int rank,
    Method method,
    double step,
    int maxIterations,
    double relativeImprovement,
    Start initialization,
    long seed) {
  /** Solver methods. */
  public enum Method {
    /** Projected gradient descent. */
    GD,
    /** Accelerated projected gradient. */
    APG,
    /** Hierarchical alternating least squares. */
    HALS,
    /** Multiplicative updates. */
    MU
  }

  /** Laws of starting points. */
  public enum Start {
    /** |N(0, s²)|, as in the papers. */
    HALF_NORMAL,
    /** Uniform from 0. */
    UNIFORM
  }

  /** Seeds from here on belong to the random points that optima are compared with. */
  static final long POINT_SEEDS = 1_000_000;

  /** The papers' stopping rule, with a solver that gets there in minutes instead of hours. */
  public static final FactorizationConfig DEFAULT =
      new FactorizationConfig(10, Method.APG, 1e-5, 100_000, 1e-7, Start.HALF_NORMAL, 1);

  /** Checks what the solver does not. */
  public FactorizationConfig {
    if (rank < 1) {
      throw new IllegalArgumentException("rank is %d; expected at least 1".formatted(rank));
    }
  }

  /** Returns the solver. */
  public Solver solver() {
    SolverMethod chosen =
        switch (method) {
          case GD -> new SolverMethod.GradientDescent(step);
          case APG -> new SolverMethod.AcceleratedGradient();
          case HALS -> new SolverMethod.AlternatingLeastSquares();
          case MU -> new SolverMethod.MultiplicativeUpdates();
        };
    return new Solver(chosen, new StoppingRule(maxIterations, relativeImprovement));
  }

  /** Returns starting point {@code index}. */
  public Factors start(FactorizationLoss loss, int index) {
    return law().draw(loss, rank, seed + index);
  }

  /** Returns random point {@code index}, independent of all starting points. */
  public Factors point(FactorizationLoss loss, int index) {
    return law().draw(loss, rank, seed + POINT_SEEDS + index);
  }

  private Initialization law() {
    return initialization == Start.UNIFORM ? Initialization.UNIFORM : Initialization.HALF_NORMAL;
  }
}
