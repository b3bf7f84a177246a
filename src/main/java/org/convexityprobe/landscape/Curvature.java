package org.convexityprobe.landscape;

/**
 * The second derivative φ'' of a loss along a line, kinks of ReLU left out, in the two parts of
 * Schraudolph, <i>Fast Curvature Matrix-Vector Products for Second-Order Gradient Descent</i>,
 * Neural Computation 14(7), 2002.
 *
 * @param gaussNewton what the convex loss of the outputs contributes; at least 0
 * @param rest what the bend of the outputs themselves contributes
 */
public record Curvature(double gaussNewton, double rest) {
  /** Returns φ''. */
  public double total() {
    return gaussNewton + rest;
  }
}
