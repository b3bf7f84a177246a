package org.convexityprobe.resnet;

import java.util.Locale;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.ImageShape;

/**
 * A residual network for small images (He et al. 2016, §4.2): a 3×3 convolution, three segments of
 * n = (depth − 2)/6 basic blocks with 16k, 32k and 64k channels, average pooling, a dense layer.
 * Each segment but the first halves height and width, rounded up.
 *
 * @param depth number of weighted layers on the longest path, 6n + 2 with n ≥ 1
 * @param width the multiplier k ≥ 1 of every channel count
 * @param input shape of the images; the parameters depend on its channels alone
 * @param classes number of outputs, at least 2
 * @param shortcut how a block carries its input
 * @param denseInitialization how the weights of the dense layer start
 */
public record ResNetArchitecture(
    int depth,
    int width,
    ImageShape input,
    int classes,
    Shortcut shortcut,
    DenseInitialization denseInitialization)
    implements Architecture {
  /** Number of classes of CIFAR-10. */
  public static final int CIFAR10_CLASSES = 10;

  /** Number of segments. */
  static final int SEGMENTS = 3;

  private static final int BASE_CHANNELS = 16;

  private static final int DEEPEST = 6002;
  private static final int WIDEST = 1000;
  private static final int MOST_CLASSES = 100_000;

  /** Checks the numbers. */
  public ResNetArchitecture {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "depth is %d; expected 6n + 2, at most %d".formatted(depth, DEEPEST));
    }
    if (depth < 8 || (depth - 2) % 6 != 0) {
      throw new IllegalArgumentException(
          "depth is %d; expected 6n + 2 with n ≥ 1, such as %s"
              .formatted(depth, depth < 8 ? "8, 14 or 20" : nearestDepths(depth)));
    }
    if (width < 1 || width > WIDEST) {
      throw new IllegalArgumentException(
          "width is %d; expected k ≥ 1, at most %d".formatted(width, WIDEST));
    }
    if (classes < 2 || classes > MOST_CLASSES) {
      throw new IllegalArgumentException(
          "classes is %d; expected at least 2, at most %d".formatted(classes, MOST_CLASSES));
    }
    if (shortcut == null || denseInitialization == null) {
      throw new IllegalArgumentException(
          (shortcut == null ? "shortcut" : "denseInitialization") + " is missing");
    }
    if (input == null) {
      throw new IllegalArgumentException(
          "a network without the shape of its images, as earlier versions of this program wrote it;"
              + " train or import it again");
    }
    long parameters = count(depth, width, input.channels(), classes, shortcut);
    if (parameters > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "depth %d and width %d make %d parameters; expected at most %d"
              .formatted(depth, width, parameters, Integer.MAX_VALUE));
    }
  }

  /** Returns the network for CIFAR-10 with projection shortcuts and Kaiming initialisation. */
  public static ResNetArchitecture of(int depth, int width) {
    return new ResNetArchitecture(
        depth,
        width,
        ImageShape.CIFAR,
        CIFAR10_CLASSES,
        Shortcut.PROJECTION,
        DenseInitialization.KAIMING);
  }

  /** Returns the same network with another shortcut. */
  public ResNetArchitecture withShortcut(Shortcut other) {
    return new ResNetArchitecture(depth, width, input, classes, other, denseInitialization);
  }

  /** Returns whether another network differs at most in how its dense layer started. */
  boolean hasParametersOf(ResNetArchitecture other) {
    return equals(
        new ResNetArchitecture(
            other.depth,
            other.width,
            other.input,
            other.classes,
            other.shortcut,
            denseInitialization));
  }

  /** Returns the same network at another width. */
  public ResNetArchitecture withWidth(int other) {
    return new ResNetArchitecture(depth, other, input, classes, shortcut, denseInitialization);
  }

  /** Returns the same network for other images. */
  public ResNetArchitecture forImages(ImageShape shape, int otherClasses) {
    return new ResNetArchitecture(depth, width, shape, otherClasses, shortcut, denseInitialization);
  }

  @Override
  public void requireFits(String set, ImageSet images) {
    if (!input.equals(images.shape())) {
      throw new IllegalArgumentException(
          "the network takes images of %s (%s), but those of %s are %s (%s)"
              .formatted(input, input.describe(), set, images.shape(), images.shape().describe()));
    }
    if (classes != images.classes()) {
      throw new IllegalArgumentException(
          "the network has %d classes, but %s has %d".formatted(classes, set, images.classes()));
    }
  }

  /** Returns the number n of blocks in each segment. */
  public int blocksPerSegment() {
    return (depth - 2) / 6;
  }

  /** Returns the number of channels of a segment, counted from 0. */
  public int channels(int segment) {
    return (BASE_CHANNELS * width) << segment;
  }

  /** Returns the length of the flat parameter vector, running statistics included. */
  public int parameters() {
    return Math.toIntExact(count(depth, width, input.channels(), classes, shortcut));
  }

  private static long count(int depth, int width, int channels, int classes, Shortcut shortcut) {
    long in = channels;
    long out = (long) BASE_CHANNELS * width;
    long count = normalized(in, out, 9);
    in = out;
    for (int segment = 0; segment < SEGMENTS; segment++) {
      long further = (depth - 2L) / 6 - 1;
      count += normalized(in, out, 9) + (2 * further + 1) * normalized(out, out, 9);
      if (segment > 0 && shortcut == Shortcut.PROJECTION) {
        count += normalized(in, out, 1);
      }
      in = out;
      out *= 2;
    }
    return count + (in + 1) * classes;
  }

  /** A convolution's weights, and γ, β, mean and variance of the batch-norm behind it. */
  private static long normalized(long in, long out, int pixels) {
    return (in * pixels + 4) * out;
  }

  /**
   * Returns a short description such as {@code ResNet-20, k = 2, projection shortcut}; images other
   * than CIFAR-10's are named.
   */
  @Override
  public String describe() {
    boolean cifar = input.equals(ImageShape.CIFAR) && classes == CIFAR10_CLASSES;
    return "ResNet-%d, k = %d, %s shortcut%s%s"
        .formatted(
            depth,
            width,
            shortcut == Shortcut.NONE ? "no" : shortcut.name().toLowerCase(Locale.ROOT),
            shortcut == Shortcut.NONE ? "s" : "",
            cifar ? "" : ", %s images, %d classes".formatted(input.describe(), classes));
  }

  private static String nearestDepths(int depth) {
    int below = (depth - 2) / 6 * 6 + 2;
    return below + " or " + (below + 6);
  }
}
