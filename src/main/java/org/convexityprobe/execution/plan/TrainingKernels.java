package org.convexityprobe.execution.plan;

/**
 * A compiled {@link TrainingPlan} for batches of a fixed size, over a parameter and a gradient
 * vector in native memory. Not for use by several threads at once.
 */
public interface TrainingKernels extends AutoCloseable {
  /**
   * Computes features with the plan's statistics, at the parameters as they are now.
   *
   * @param images placed by the kernel set that compiled the plan; they must stay until the
   *     backward pass is over
   * @param first the first image of the batch
   * @param features [images, features], row-major; NaN where an activation is not finite
   */
  void forward(PlacedImages images, int first, float[] features);

  /**
   * Returns the batch statistics of the last forward pass, if the plan's are not frozen.
   *
   * @param means of all batch-norms' channels, in the plan's order
   * @param variances biased, likewise
   */
  void statistics(float[] means, float[] variances);

  /**
   * Writes the gradients of all convolutions and of γ and β into the gradient vector.
   *
   * @param featureGradients [images, features], row-major
   */
  void backward(float[] featureGradients);

  /** Returns the bytes of native memory in use. */
  long bytes();

  @Override
  void close();
}
