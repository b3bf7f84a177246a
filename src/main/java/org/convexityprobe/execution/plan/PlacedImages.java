package org.convexityprobe.execution.plan;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Images in the memory of a kernel set, placed once for any number of evaluations; see {@link
 * KernelSet#place}. Not for use by several threads at once.
 */
public interface PlacedImages extends AutoCloseable {
  /** Returns the number of images. */
  int count();

  /** Returns the shape of one image. */
  Shape shape();

  /**
   * Replaces all images by copies of others.
   *
   * @param pixels [count, channels, height, width], row-major, in the host's memory
   */
  void set(FloatPointer pixels);

  /**
   * Replaces all images.
   *
   * @param pixels [count, channels, height, width], row-major
   */
  void set(float[] pixels);

  @Override
  void close();

  /**
   * Checks that these are images for a network.
   *
   * @throws IllegalArgumentException if their shape is another one
   */
  default void requireFor(Network network) {
    if (!shape().equals(network.input())) {
      throw new IllegalArgumentException(
          "images of %s; the network expects %s".formatted(shape(), network.input()));
    }
  }
}
