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
   * Computes features and their derivatives along a direction of parameters.
   *
   * @param tangent see {@link InferencePlan#foldTangent}
   * @param tangents derivatives of the features, [images, features], row-major
   */
  void tangents(float[] tangent, PlacedImages images, float[] features, float[] tangents);

  @Override
  void close();
}
