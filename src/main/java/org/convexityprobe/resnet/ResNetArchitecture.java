package org.convexityprobe.resnet;

/**
 * A CIFAR residual network (He et al. 2016, §4.2): a 3×3 convolution, three segments of n = (depth
 * − 2)/6 basic blocks with 16k, 32k and 64k channels, average pooling, a dense layer.
 *
 * @param depth number of weighted layers on the longest path, 6n + 2 with n ≥ 1
 * @param width the multiplier k ≥ 1 of every channel count
 * @param classes number of outputs, at least 2
 * @param shortcut how a block carries its input
 * @param denseInitialization how the weights of the dense layer start
 */
public record ResNetArchitecture(
    int depth, int width, int classes, Shortcut shortcut, DenseInitialization denseInitialization) {
  /** Side of the square input images, in pixels. */
  public static final int IMAGE_SIDE = 32;

  /** Number of colour channels of the input images. */
  public static final int IMAGE_CHANNELS = 3;

  /** Number of segments; each but the first halves the side of the image. */
  static final int SEGMENTS = 3;

  private static final int BASE_CHANNELS = 16;

  /** Checks the numbers. */
  public ResNetArchitecture {
    if (depth < 8 || (depth - 2) % 6 != 0) {
      throw new IllegalArgumentException(
          "depth is %d; expected 6n + 2 with n ≥ 1, such as %s"
              .formatted(depth, depth < 8 ? "8, 14 or 20" : nearestDepths(depth)));
    }
    if (width < 1) {
      throw new IllegalArgumentException("width is " + width + "; expected k ≥ 1");
    }
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + "; expected at least 2");
    }
  }

  /** Returns the ten-class network with projection shortcuts and Kaiming initialisation. */
  public static ResNetArchitecture of(int depth, int width) {
    return new ResNetArchitecture(
        depth, width, 10, Shortcut.PROJECTION, DenseInitialization.KAIMING);
  }

  /** Returns the same network with another shortcut. */
  public ResNetArchitecture withShortcut(Shortcut other) {
    return new ResNetArchitecture(depth, width, classes, other, denseInitialization);
  }

  /** Returns the same network at another width. */
  public ResNetArchitecture withWidth(int other) {
    return new ResNetArchitecture(depth, other, classes, shortcut, denseInitialization);
  }

  /** Returns the number n of blocks in each segment. */
  public int blocksPerSegment() {
    return (depth - 2) / 6;
  }

  /** Returns the number of channels of a segment, counted from 0. */
  public int channels(int segment) {
    return (BASE_CHANNELS * width) << segment;
  }

  /** Returns a short description such as {@code ResNet-20, k = 2, projection}. */
  public String describe() {
    return "ResNet-%d, k = %d, %s shortcut%s"
        .formatted(
            depth,
            width,
            shortcut == Shortcut.NONE ? "no" : shortcut.name().toLowerCase(java.util.Locale.ROOT),
            shortcut == Shortcut.NONE ? "s" : "");
  }

  private static String nearestDepths(int depth) {
    int below = (depth - 2) / 6 * 6 + 2;
    return below + " or " + (below + 6);
  }
}
