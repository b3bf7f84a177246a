package org.convexityprobe.execution.plan;

import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.OutOfNativeMemoryError;

/**
 * Images in native memory, where kernels read them in place: copied once, for any number of
 * evaluations.
 */
public final class PreparedImages implements AutoCloseable {
  private final FloatPointer pixels;
  private final Shape shape;
  private final int count;

  /**
   * Copies images.
   *
   * @param pixels normalised images [count, channels, height, width], row-major
   * @param shape shape of one image
   * @throws OutOfNativeMemoryError if they do not fit into native memory
   */
  public PreparedImages(float[] pixels, Shape shape) {
    if (pixels.length == 0 || pixels.length % shape.elements() != 0) {
      throw new IllegalArgumentException(
          "%d values are no whole number of images of %s".formatted(pixels.length, shape));
    }
    this.shape = shape;
    this.count = pixels.length / shape.elements();
    this.pixels = allocate(pixels.length);
    this.pixels.put(pixels, 0, pixels.length);
  }

  private static FloatPointer allocate(long length) {
    try {
      return new FloatPointer(length);
    } catch (OutOfMemoryError e) {
      long free = Math.max(0, FloatPointer.maxBytes() - FloatPointer.totalBytes());
      OutOfNativeMemoryError described =
          new OutOfNativeMemoryError("keeping the images", length * Float.BYTES, free);
      described.initCause(e);
      throw described;
    }
  }

  /** Returns the number of images. */
  public int count() {
    return count;
  }

  /** Returns the shape of one image. */
  public Shape shape() {
    return shape;
  }

  FloatPointer pixels() {
    if (pixels.isNull()) {
      throw new IllegalStateException("the images are closed");
    }
    return pixels;
  }

  @Override
  public void close() {
    pixels.close();
  }
}
