package org.convexityprobe.execution.plan;

/**
 * The shape of one image's activations.
 *
 * @param channels number of channels
 * @param height rows
 * @param width columns
 */
public record Shape(int channels, int height, int width) {
  /** Checks that no side is empty. */
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "shape %d × %d × %d: expected sides of at least 1".formatted(channels, height, width));
    }
  }

  /** Returns the number of elements. */
  public int elements() {
    return channels * height * width;
  }

  @Override
  public String toString() {
    return channels + " × " + height + " × " + width;
  }
}
