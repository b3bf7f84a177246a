package org.convexityprobe.nmf;

import java.util.List;
import java.util.Objects;

/** How a {@link Solver} descends. */
public sealed interface SolverMethod {
  /** Precision of matrix products. */
  enum Precision {
    /** All in double precision. */
    DOUBLE,
    /**
     * One gradient step in 16 in double precision, which is what tells the loss and the residual;
     * the others multiply in single precision and keep the factors in double. Where they would
     * stop, all go on in double precision until those stop. For matrices of which every entry was
     * observed.
     */
    MIXED
  }

  /** Returns the name that configurations use, such as {@code gd}. */
  String code();

  /**
   * Returns whether it keeps ‖u_k‖² − ‖v_k‖² of every component as it was at the start, as gradient
   * flow does.
   */
  default boolean keepsBalance() {
    return false;
  }

  /**
   * Checks that it can be used on a loss.
   *
   * @throws IllegalArgumentException if it cannot
   */
  default void requireUsable(FactorizationLoss loss) {}

  /** Returns what the user should know before it is used, one line each. */
  default List<String> advice(FactorizationLoss loss, int rank, StoppingRule rule) {
    return List.of();
  }

  /** Puts it to work on points, which it changes in place; for this package. */
  Stepper stepper(FactorizationLoss loss, List<Factors> points, StoppingRule rule);

  /**
   * Projected gradient descent with a fixed step on the undivided loss, W ← max(0, W − step ∇).
   *
   * <p>It converges slowly (about 10⁵ steps on the papers' data) and not at all for a step above
   * 2/L, with L the largest curvature, about x̄(n + m) for a dense matrix.
   *
   * @param step the step η, above 0
   * @param precision of the matrix products
   */
  record GradientDescent(double step, Precision precision) implements SolverMethod {
    /** Step of the AAAI paper, which stops at a relative improvement of 1e-7. */
    public static final GradientDescent PAPER = new GradientDescent(1e-5, Precision.DOUBLE);

    /** Step of the earlier version, which takes 10⁴ steps; it barely moves. */
    public static final GradientDescent ICLR = new GradientDescent(1e-7, Precision.DOUBLE);

    /** Steps times step times curvature below which a run has hardly left its start. */
    private static final double BARELY_MOVES = 50;

    /** Checks the step. */
    public GradientDescent {
      if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "gradient step %s; expected a positive number such as 1e-5".formatted(step));
      }
      Objects.requireNonNull(precision, "precision");
    }

    @Override
    public String code() {
      return "gd";
    }

    @Override
    public boolean keepsBalance() {
      return true;
    }

    @Override
    public void requireUsable(FactorizationLoss loss) {
      if (precision == Precision.MIXED && !(loss instanceof DenseLoss)) {
        throw new IllegalArgumentException(
            "mixed precision is for matrices of which every entry was observed; leave it out here");
      }
      double curvature = loss.initialCurvatureBound();
      if (step > 2 / curvature) {
        throw new IllegalArgumentException(
            ("gradient step %.2g is unstable: the curvature of this loss is about L = %.4g, and a"
                    + " step above 2/L = %.3g diverges; use a smaller step, or apg or hals")
                .formatted(step, curvature, 2 / curvature));
      }
    }

    @Override
    public List<String> advice(FactorizationLoss loss, int rank, StoppingRule rule) {
      double curvature = loss.initialCurvatureBound();
      if (step * rule.maxIterations() * curvature >= BARELY_MOVES) {
        return List.of();
      }
      return List.of(
          ("%d steps of %.2g barely move: the curvature is about L = %.4g, so they cross the steepest"
                  + " direction %.2g times, and flatter ones less")
              .formatted(
                  rule.maxIterations(), step, curvature, rule.maxIterations() * step * curvature));
    }

    @Override
    public Stepper stepper(FactorizationLoss loss, List<Factors> points, StoppingRule rule) {
      return precision == Precision.MIXED
          ? new MixedGradientStepper((DenseLoss) loss, points, step, rule.relativeImprovement())
          : new GradientStepper(loss, points, step);
    }
  }

  /**
   * Projected gradient with Nesterov's momentum, step 1/L and restart when the loss rises
   * (O'Donoghue and Candès, "Adaptive Restart for Accelerated Gradient Schemes", 2015). A rise
   * without momentum doubles L.
   */
  record AcceleratedGradient() implements SolverMethod {
    @Override
    public String code() {
      return "apg";
    }

    @Override
    public Stepper stepper(FactorizationLoss loss, List<Factors> points, StoppingRule rule) {
      return new AcceleratedStepper(loss, points);
    }
  }

  /**
   * Hierarchical alternating least squares: each entry in turn is set to its exact minimiser, row
   * by row (Cichocki and Phan, 2009).
   */
  record AlternatingLeastSquares() implements SolverMethod {
    @Override
    public String code() {
      return "hals";
    }

    @Override
    public List<String> advice(FactorizationLoss loss, int rank, StoppingRule rule) {
      int few = loss.linesWithFewer(rank);
      return few == 0
          ? List.of()
          : List.of(
              ("%d rows and columns have fewer observed entries than the rank %d: alternating least"
                      + " squares may make their factors huge, and with them the curvature; gd stays"
                      + " near its start")
                  .formatted(few, rank));
    }

    @Override
    public Stepper stepper(FactorizationLoss loss, List<Factors> points, StoppingRule rule) {
      return new AlternatingStepper(loss, points, AlternatingStepper::leastSquares);
    }
  }

  /** Multiplicative updates of Lee and Seung (2001): W ← W · (target / current), never below 0. */
  record MultiplicativeUpdates() implements SolverMethod {
    @Override
    public String code() {
      return "mu";
    }

    @Override
    public Stepper stepper(FactorizationLoss loss, List<Factors> points, StoppingRule rule) {
      return new AlternatingStepper(loss, points, AlternatingStepper::multiplicative);
    }
  }
}
