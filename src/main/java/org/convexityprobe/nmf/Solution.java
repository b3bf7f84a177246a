package org.convexityprobe.nmf;

/**
 * Where a solver ended.
 *
 * @param start index of the starting point
 * @param factors the point found
 * @param loss ℓ / N there
 * @param optimalityResidual ‖min(W, ∇ℓ)‖ there
 * @param iterations updates made
 * @param reason why it stopped
 * @param seconds from the solver's start to this point's end
 */
public record Solution(
    int start,
    Factors factors,
    double loss,
    double optimalityResidual,
    int iterations,
    StopReason reason,
    double seconds) {
  /** Why a solver stopped. */
  public enum StopReason {
    /** The relative improvement fell below its limit. */
    CONVERGED,
    /** The loss reached the rounding error of its own computation: X is factorised exactly. */
    EXACT,
    /** The iterations ran out first. */
    ITERATION_LIMIT
  }
}
