package org.convexityprobe.network;

/**
 * The Hessian of the mean cross-entropy of one network over fixed images, by its learnt parameters:
 * without weight decay, batch-norm's statistics as the loss has them.
 *
 * <p>Not for use by several threads at once.
 */
public interface NetworkHessian extends AutoCloseable {
  /**
   * Returns H v at a parameter vector.
   *
   * @param parameters flat vector w in DL4J's order
   * @param vector v in the same order; its elements at running statistics count for nothing
   * @param labels class of each image
   * @return in the same order, 0 at running statistics
   */
  double[] times(float[] parameters, double[] vector, int[] labels);

  @Override
  void close();
}
