package org.convexityprobe.execution.plan;

import org.bytedeco.javacpp.FloatPointer;

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
   * @param images [count, channels, height, width], row-major, in native memory
   * @param features [count, features], row-major
   */
  void features(FloatPointer images, int count, float[] features);

  /**
   * Computes features and their derivatives along a direction of parameters.
   *
   * @param tangent see {@link InferencePlan#foldTangent}
   * @param tangents derivatives of the features, [count, features], row-major
   */
  void tangents(
      float[] tangent, FloatPointer images, int count, float[] features, float[] tangents);

  @Override
  void close();
}
