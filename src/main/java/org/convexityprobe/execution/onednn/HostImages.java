package org.convexityprobe.execution.onednn;

import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.OutOfNativeMemoryError;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.execution.plan.Shape;

/** Images in native memory of the host, where oneDNN's kernels for processors read them. */
final class HostImages implements PlacedImages {
  private final FloatPointer pixels;
  private final Shape shape;
  private final int count;

  /**
   * Makes room for images; {@link #set} fills it.
   *
   * @throws OutOfNativeMemoryError if they do not fit into native memory
   */
  HostImages(int count, Shape shape) {
    this.shape = shape;
    this.count = count;
    this.pixels = allocate((long) count * shape.elements());
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

  @Override
  public int count() {
    return count;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void set(FloatPointer source) {
    FloatPointer.memcpy(pixels(0), source, (long) count * shape.elements() * Float.BYTES);
  }

  @Override
  public void set(float[] source) {
    pixels(0).put(source, 0, Math.multiplyExact(count, shape.elements()));
  }

  /** Returns where an image begins; those behind it follow. */
  FloatPointer pixels(int first) {
    if (pixels.isNull()) {
      throw new IllegalStateException("the images are closed");
    }
    return pixels.getPointer((long) first * shape.elements());
  }

  @Override
  public void close() {
    pixels.close();
  }
}
