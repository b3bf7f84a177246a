package org.convexityprobe.network;

import org.convexityprobe.landscape.Curvature;

/**
 * The outputs of one network on fixed images as a function of its parameters: the place where the
 * way of computing can change (stock DL4J or fused kernels) without anything else noticing.
 *
 * <p>The same parameters give the same bits every time. Not for use by several threads at once.
 */
public interface NetworkFunction extends AutoCloseable {
  /** Returns the number of images. */
  int images();

  /**
   * Returns the logits of all images at a parameter vector.
   *
   * @param parameters flat vector in DL4J's order, running statistics included
   * @return [images, classes], row-major
   */
  double[] logits(float[] parameters);

  /** Returns whether it computes in double precision, and takes parameters in it. */
  default boolean takesDoubles() {
    return false;
  }

  /**
   * Returns the logits at parameters in double precision, which are not rounded.
   *
   * @return [images, classes], row-major
   * @throws IllegalStateException if it computes in single precision
   */
  default double[] logits(double[] parameters) {
    throw new IllegalStateException("this execution takes parameters in single precision");
  }

  /**
   * Replaces the images by as many others.
   *
   * @param values [images, channels, height, width], row-major, normalised
   * @throws IllegalStateException if outputs depend on which images are evaluated together
   */
  default void replaceImages(float[] values) {
    throw new IllegalStateException(
        "with statistics of batches, the loss of an image depends on the others of its batch");
  }

  /**
   * Checks that the outputs can be judged by the labels of images; networks whose outputs are known
   * from their architecture were checked by that.
   *
   * @param classes of the images
   * @throws IllegalArgumentException if the network has another number of outputs
   */
  default void requireClasses(int classes) {}

  /**
   * Returns the change of parameters, relative to their norm, below which neighbouring outputs may
   * share their rounding errors.
   */
  double resolution();

  /** Returns whether {@link #slope} is available. */
  default boolean hasSlope() {
    return false;
  }

  /**
   * Returns r·∇ℓ(w), the derivative of the mean loss along a direction, batch-norm's statistics
   * held fixed.
   *
   * @param parameters flat vector w
   * @param direction flat vector r
   * @param labels class of each image
   * @throws IllegalStateException if it is not available
   */
  default double slope(float[] parameters, float[] direction, int[] labels) {
    throw new IllegalStateException("this execution gives no slopes");
  }

  /** Returns whether {@link #curvature} is available. */
  default boolean hasCurvature() {
    return false;
  }

  /**
   * Returns rᵀ∇²ℓ(w) r, the second derivative of the mean loss along a direction, in its two parts,
   * batch-norm's statistics held fixed. ReLU counts as the linear function that it is on its side
   * of zero: its kinks are left out.
   *
   * @param parameters flat vector w
   * @param direction flat vector r
   * @param labels class of each image
   * @throws IllegalStateException if it is not available
   */
  default Curvature curvature(float[] parameters, float[] direction, int[] labels) {
    throw new IllegalStateException("this execution gives no second derivatives");
  }

  @Override
  void close();
}
