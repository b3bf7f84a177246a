package org.convexityprobe.landscape;

/** A symmetric matrix that is known by its products with vectors, such as a Hessian. */
@FunctionalInterface
public interface SymmetricOperator {
  /**
   * Returns A v.
   *
   * @param vector v; it is not changed
   */
  double[] times(double[] vector);
}
