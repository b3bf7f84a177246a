package org.convexityprobe.execution.plan;

/**
 * How a convolution's kernel moves over its input.
 *
 * @param height rows of the kernel
 * @param width columns of the kernel
 * @param strideHeight rows between neighbouring outputs
 * @param strideWidth columns between neighbouring outputs
 * @param dilationHeight rows between neighbouring kernel elements; 1 is dense
 * @param dilationWidth columns between neighbouring kernel elements; 1 is dense
 * @param top rows of zeros above
 * @param left columns of zeros on the left
 * @param bottom rows of zeros below
 * @param right columns of zeros on the right
 */
public record Window(
    int height,
    int width,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    int top,
    int left,
    int bottom,
    int right) {
  /** Returns a 1 × 1 window that keeps every {@code stride}-th pixel. */
  public static Window pixel(int stride) {
    return new Window(1, 1, stride, stride, 1, 1, 0, 0, 0, 0);
  }

  /** Returns the shape of the output for an input and a number of output channels. */
  public Shape output(Shape input, int channels) {
    return new Shape(
        channels,
        side(input.height() + top + bottom, height, dilationHeight, strideHeight),
        side(input.width() + left + right, width, dilationWidth, strideWidth));
  }

  private static int side(int padded, int kernel, int dilation, int stride) {
    int reach = (kernel - 1) * dilation + 1;
    if (padded < reach) {
      throw new IllegalArgumentException(
          "a kernel that reaches over %d pixels does not fit into %d".formatted(reach, padded));
    }
    return (padded - reach) / stride + 1;
  }
}
