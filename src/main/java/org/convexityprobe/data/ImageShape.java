package org.convexityprobe.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of every image of a set.
 *
 * @param channels colour channels: 3 of red, green and blue, 1 of grey
 * @param height rows of pixels
 * @param width columns of pixels
 */
public record ImageShape(int channels, int height, int width) {
  /** The images of CIFAR-10 and CIFAR-100. */
  public static final ImageShape CIFAR = new ImageShape(3, 32, 32);

  private static final int LARGEST = 1 << 15;
  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");

  /** Checks that no size is below 1 or above 32,768. */
  public ImageShape {
    if (Math.min(channels, Math.min(height, width)) < 1
        || Math.max(channels, Math.max(height, width)) > LARGEST
        || (long) channels * height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "images of %d channels, %d rows and %d columns; expected 1 to %d of each"
              .formatted(channels, height, width, LARGEST));
    }
  }

  /**
   * Reads a shape such as {@code 1x28x28}: channels, height, width.
   *
   * @throws IllegalArgumentException if the text is no shape
   */
  public static ImageShape parse(String text) {
    Matcher sizes = TEXT.matcher(text);
    if (!sizes.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no shape of images; expected channels, height and width, such as 3x32x32"
              .formatted(text));
    }
    return new ImageShape(
        Integer.parseInt(sizes.group(1)),
        Integer.parseInt(sizes.group(2)),
        Integer.parseInt(sizes.group(3)));
  }

  /** Returns the pixels of one channel. */
  public int plane() {
    return height * width;
  }

  /** Returns the values of an image, all channels. */
  public int length() {
    return channels * plane();
  }

  /** Returns the shape of an array of images, [images, channels, height, width]. */
  public long[] array(int images) {
    return new long[] {images, channels, height, width};
  }

  /** Returns the shape in words, such as {@code 28×28 grey}. */
  public String describe() {
    return "%d×%d %s"
        .formatted(
            height,
            width,
            switch (channels) {
              case 1 -> "grey";
              case 3 -> "colour";
              default -> "with %d channels".formatted(channels);
            });
  }

  /** Returns the shape as {@link #parse} reads it. */
  @Override
  public String toString() {
    return "%dx%dx%d".formatted(channels, height, width);
  }
}
