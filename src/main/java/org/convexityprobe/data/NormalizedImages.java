package org.convexityprobe.data;

/** Images as a network takes them: [images, channels, height, width] of one array, row-major. */
public final class NormalizedImages {
  private final ImageShape shape;
  private final float[] values;

  /**
   * Takes an array over.
   *
   * @throws IllegalArgumentException if it is no whole, positive number of images
   */
  public NormalizedImages(ImageShape shape, float[] values) {
    if (values.length == 0 || values.length % shape.length() != 0) {
      throw new IllegalArgumentException(
          "%d values are no whole number of images of %s".formatted(values.length, shape));
    }
    this.shape = shape;
    this.values = values;
  }

  /** Returns the shape of one image. */
  public ImageShape shape() {
    return shape;
  }

  /** Returns the number of images. */
  public int count() {
    return values.length / shape.length();
  }

  /** Returns the values: the array itself. */
  public float[] values() {
    return values;
  }
}
