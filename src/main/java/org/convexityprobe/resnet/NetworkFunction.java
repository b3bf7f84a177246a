package org.convexityprobe.resnet;

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
  float[] logits(float[] parameters);

  @Override
  void close();
}
