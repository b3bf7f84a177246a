package org.convexityprobe.nmf;

/**
 * When a solver stops.
 *
 * @param maxIterations the most iterations, at least 1; methods that take several at a time may
 *     take them to the end
 * @param relativeImprovement stops when (ℓ_{t−1} − ℓ_t) / ℓ_{t−1} falls below this, on average over
 *     the iterations that are taken at a time; 0 for never
 */
public record StoppingRule(int maxIterations, double relativeImprovement) {
  /** Of the AAAI paper: a relative improvement of 1e-7, however long it takes. */
  public static final StoppingRule PAPER = new StoppingRule(10_000_000, 1e-7);

  /** Of the earlier version: 10⁴ steps. */
  public static final StoppingRule ICLR = new StoppingRule(10_000, 0);

  /** Checks the limits. */
  public StoppingRule {
    if (maxIterations < 1) {
      throw new IllegalArgumentException(
          "at most %d iterations; expected at least 1".formatted(maxIterations));
    }
    if (!(relativeImprovement >= 0 && relativeImprovement < 1)) {
      throw new IllegalArgumentException(
          "relative improvement %s; expected from 0 to below 1".formatted(relativeImprovement));
    }
  }
}
