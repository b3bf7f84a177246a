package org.convexityprobe.execution.plan;

/**
 * A compiled {@link InferencePlan}: images in, pooled features out. Not for use by several threads
 * at once.
 */
public interface FeatureKernels extends AutoCloseable {
  /**
   * Sets the folded weights and biases of all later calls.
   *
   * @param folded see {@link InferencePlan#fold}
   */
  void setFilters(float[] folded);

  /**
   * Computes the features of images.
   *
   * @param images placed by the kernel set that compiled the plan
   * @param features [images, features], row-major
   */
  void features(PlacedImages images, float[] features);

  /**
   * Computes features and their Taylor coefficients along a line of parameters, by forward-mode
   * differentiation: the k-th is the k-th derivative, divided by k!. ReLU counts as the linear
   * function that it is on its side of zero.
   *
   * @param moves Taylor coefficients of the folded weights and biases from order 1 on, see {@link
   *     InferencePlan#foldMoves}; their number is the highest order
   * @param features where features and their coefficients go, order 0 first; each [images,
   *     features], row-major
   */
  void taylor(float[][] moves, PlacedImages images, float[][] features);

  @Override
  void close();
}
