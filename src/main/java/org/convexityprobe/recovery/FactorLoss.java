package org.convexityprobe.recovery;

/** A loss f of a factor U (n × r), a mean over measurements, with its exact derivatives. */
public interface FactorLoss {
  /** Returns f(U). */
  double at(Factor u);

  /** Returns ∇f(U). */
  Factor gradient(Factor u);

  /** Returns f(U) and ∇f(U), which together cost less. */
  default Evaluation evaluate(Factor u) {
    return new Evaluation(at(u), gradient(u));
  }

  /**
   * A loss and its gradient.
   *
   * @param value f(U)
   * @param gradient ∇f(U)
   */
  record Evaluation(double value, Factor gradient) {}

  /** Returns the Hessian at U times a direction. */
  Factor hessianTimes(Factor u, Factor direction);

  /**
   * Returns σ̂₁, an estimate of the largest eigenvalue of X*, in units of which steps are taken.
   */
  double scale();

  /** Returns the number of measurements. */
  int count();

  /** Returns the loss of some of the measurements, from index {@code from} to before {@code to}. */
  FactorLoss part(int from, int to);
}
