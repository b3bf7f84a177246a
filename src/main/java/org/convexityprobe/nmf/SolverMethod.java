package org.convexityprobe.nmf;

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

    /** Checks the step. */
    public GradientDescent {
      if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "gradient step %s; expected a positive number such as 1e-5".formatted(step));
      }
      Objects.requireNonNull(precision, "precision");
    }

    /** Returns whether most steps are in single precision. */
    public boolean mixed() {
      return precision == Precision.MIXED;
    }
  }

  /**
   * Projected gradient with Nesterov's momentum, step 1/L and restart when the loss rises
   * (O'Donoghue and Candès, "Adaptive Restart for Accelerated Gradient Schemes", 2015). A rise
   * without momentum doubles L.
   */
  record AcceleratedGradient() implements SolverMethod {}

  /**
   * Hierarchical alternating least squares: each entry in turn is set to its exact minimiser, row
   * by row (Cichocki and Phan, 2009).
   */
  record AlternatingLeastSquares() implements SolverMethod {}

  /** Multiplicative updates of Lee and Seung (2001): W ← W · (target / current), never below 0. */
  record MultiplicativeUpdates() implements SolverMethod {}

  /**
   * Returns whether it keeps ‖u_k‖² − ‖v_k‖² of every component as it was at the start, as gradient
   * flow does: gradient descent alone.
   */
  default boolean keepsBalance() {
    return this instanceof GradientDescent;
  }

  /** Returns the name that configurations use: gd, apg, hals or mu. */
  default String code() {
    if (this instanceof GradientDescent) {
      return "gd";
    }
    if (this instanceof AcceleratedGradient) {
      return "apg";
    }
    return this instanceof AlternatingLeastSquares ? "hals" : "mu";
  }
}
