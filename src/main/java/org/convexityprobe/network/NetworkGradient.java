package org.convexityprobe.network;

/**
 * The gradient of the mean cross-entropy of one network over fixed images as a function of its
 * parameters: without weight decay, batch-norm's statistics as the loss has them.
 *
 * <p>Not for use by several threads at once.
 */
public interface NetworkGradient extends AutoCloseable {
  /**
   * Returns ∇ℓ(w).
   *
   * @param parameters flat vector w in DL4J's order
   * @param labels class of each image
   * @return in the same order, running statistics included; they have 0 where the loss uses those
   *     of batches
   */
  double[] at(float[] parameters, int[] labels);

  @Override
  void close();
}
