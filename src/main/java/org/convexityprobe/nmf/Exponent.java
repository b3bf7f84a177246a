package org.convexityprobe.nmf;

/**
 * An exponent with which something grows or falls with a size, beside what a bound of the papers
 * says of it.
 *
 * @param quantity what grows or falls, and with what
 * @param bound exponent of the bound
 * @param atLeast whether the bound says at least this (probabilities that fall) or at most (sizes
 *     that grow)
 * @param measured exponent
 * @param lower lower end of its 95 % interval
 * @param upper upper end of it
 */
public record Exponent(
    String quantity, double bound, boolean atLeast, double measured, double lower, double upper) {
  /** Returns whether the interval reaches within the bound. */
  public boolean holds() {
    return atLeast ? upper >= bound : lower <= bound;
  }
}
