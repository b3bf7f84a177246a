package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.experiment.work.UnitContext;
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
 * @param precision of gradient descent's products
 * @param maxIterations the most iterations; with mixed precision, up to 15 more
 * @param relativeImprovement stops when the loss improves by less; 0 for never
 * @param initialization law of the starting points' entries, of matched mean
 * @param seed of the first starting point; the others follow
 * @param initialFactors archives (U, V) to start from instead, one for each start; empty for random
 *     ones
 */
public record FactorizationConfig(
    int rank,
    Method method,
    double step,
    SolverMethod.Precision precision,
    int maxIterations,
    double relativeImprovement,
    Start initialization,
    long seed,
    List<String> initialFactors) {
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
      new FactorizationConfig(
          10,
          Method.APG,
          1e-5,
          SolverMethod.Precision.DOUBLE,
          100_000,
          1e-7,
          Start.HALF_NORMAL,
          1,
          List.of());

  /** Checks what the solver does not. */
  public FactorizationConfig {
    initialFactors = initialFactors == null ? List.of() : List.copyOf(initialFactors);
    if (precision == SolverMethod.Precision.MIXED && method != Method.GD) {
      throw new IllegalArgumentException(
          "precision is mixed; it has no effect on the solver %s, only on gd; leave it out"
              .formatted(method.name().toLowerCase(Locale.ROOT)));
    }
    if (rank < 1) {
      throw new IllegalArgumentException("rank is %d; expected at least 1".formatted(rank));
    }
  }

  /** Returns the solver. */
  public Solver solver() {
    SolverMethod chosen =
        switch (method) {
          case GD -> new SolverMethod.GradientDescent(step, precision);
          case APG -> new SolverMethod.AcceleratedGradient();
          case HALS -> new SolverMethod.AlternatingLeastSquares();
          case MU -> new SolverMethod.MultiplicativeUpdates();
        };
    return new Solver(chosen, new StoppingRule(maxIterations, relativeImprovement));
  }

  /**
   * Returns starting point {@code index}.
   *
   * @param context knows where its file is
   * @throws IOException if its file is missing, damaged or of another shape
   * @throws IllegalArgumentException if the file holds entries that no factor may have
   */
  Factors start(FactorizationLoss loss, int index, UnitContext context) throws IOException {
    if (initialFactors.isEmpty()) {
      return law().draw(loss, rank, seed + index);
    }
    Path file = context.file(initialFactors.get(index));
    Factors factors = OptimumStore.read(file, loss, rank);
    requireFactor(file, "U", factors.left());
    requireFactor(file, "V", factors.right());
    return factors;
  }

  /**
   * Refuses files of initial factors that are not one for each start.
   *
   * @throws IllegalArgumentException if there are too few, or some would be left over
   */
  void requireFactorsFor(int starts) {
    if (!initialFactors.isEmpty() && initialFactors.size() != starts) {
      throw new IllegalArgumentException(
          "initial factors: %d file(s) for %d start(s); expected one for each start"
              .formatted(initialFactors.size(), starts));
    }
  }

  private static void requireFactor(Path file, String name, double[] entries) {
    double sum = 0;
    for (double entry : entries) {
      if (!(entry >= 0 && entry < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "%s: %s holds %s; expected no negative and only finite entries"
                .formatted(file, name, entry));
      }
      sum += entry;
    }
    if (sum == 0) {
      throw new IllegalArgumentException(
          "%s: %s is zero everywhere, and no solver can leave such a point; give another start"
              .formatted(file, name));
    }
  }

  /** Returns random point {@code index}, independent of all starting points. */
  public Factors point(FactorizationLoss loss, int index) {
    return law().draw(loss, rank, seed + POINT_SEEDS + index);
  }

  private Initialization law() {
    return initialization == Start.UNIFORM ? Initialization.UNIFORM : Initialization.HALF_NORMAL;
  }
}
