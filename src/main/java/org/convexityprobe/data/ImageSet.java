package org.convexityprobe.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.apache.commons.rng.sampling.ArraySampler;

/**
 * Labelled images of one shape. Their pixels are kept as they were stored: as bytes, which stand
 * for 0 to 1 in steps of 1/255, or as single-precision numbers. Immutable.
 */
public final class ImageSet {
  private final ImageShape shape;
  private final Pixels pixels;
  private final int[] labels;
  private final int classes;

  private ImageSet(ImageShape shape, Pixels pixels, int[] labels, int classes) {
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Makes a set of arrays, which are not copied: the callers hand over arrays that they drop.
   *
   * @param shape shape of each image
   * @param pixels [images, channels, height, width], row-major
   * @param labels class of each image, 0 to classes − 1
   * @param classes number of classes
   * @throws IllegalArgumentException if the numbers of images differ, or a label is out of range
   */
  static ImageSet of(ImageShape shape, Pixels pixels, int[] labels, int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes (%d) must be positive".formatted(classes));
    }
    if (pixels.length() != (long) labels.length * shape.length()) {
      throw new IllegalArgumentException(
          "%d values for %d images of %s; expected %d"
              .formatted(
                  pixels.length(), labels.length, shape, (long) labels.length * shape.length()));
    }
    for (int image = 0; image < labels.length; image++) {
      if (labels[image] < 0 || labels[image] >= classes) {
        throw new IllegalArgumentException(
            "image %d has label %d; expected 0 to %d".formatted(image, labels[image], classes - 1));
      }
    }
    return new ImageSet(shape, pixels, labels, classes);
  }

  /** Returns the shape of each image. */
  public ImageShape shape() {
    return shape;
  }

  /** Returns the number of images. */
  public int count() {
    return labels.length;
  }

  /** Returns the number of classes; labels are 0 to classes − 1. */
  public int classes() {
    return classes;
  }

  /** Returns the label of an image. */
  public int label(int image) {
    return labels[image];
  }

  /** Returns the labels of all images, in order. */
  public int[] labels() {
    return labels.clone();
  }

  /** Returns whether pixels are stored as bytes, which stand for 0 to 1. */
  public boolean isEightBit() {
    return pixels instanceof BytePixels;
  }

  /** Returns the smallest pixel that may occur: 0 for bytes, the smallest that does otherwise. */
  public double low() {
    return pixels.range().low();
  }

  /** Returns the largest pixel that may occur: 1 for bytes, the largest that does otherwise. */
  public double high() {
    return pixels.range().high();
  }

  /** Returns one value of an image as it is stored: 0 to 255, or any number. */
  public float pixel(int image, int channel, int row, int column) {
    if (channel < 0 || channel >= shape.channels()) {
      throw new IllegalArgumentException(
          "channel (%d) must be in [0, %d)".formatted(channel, shape.channels()));
    }
    if (row < 0 || row >= shape.height() || column < 0 || column >= shape.width()) {
      throw new IllegalArgumentException(
          "pixel (%d, %d) lies outside %d×%d"
              .formatted(row, column, shape.height(), shape.width()));
    }
    return pixels.get(offset(image) + channel * shape.plane() + row * shape.width() + column);
  }

  /** Returns how many images each class has. */
  public int[] classCounts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** Returns the first images, in order. */
  public ImageSet first(int images) {
    requireAvailable(images);
    return select(IntStream.range(0, images).toArray());
  }

  /** Returns the named images, in the order given. */
  public ImageSet select(int... images) {
    int[] offsets = IntStream.of(images).map(this::offset).toArray();
    int[] selected = IntStream.of(images).map(this::label).toArray();
    return new ImageSet(shape, pixels.select(offsets, shape.length()), selected, classes);
  }

  /**
   * Returns a random subset with as many images of each class as of any other, or one more where
   * the size is no multiple of the number of classes. A class that has fewer gives all it has, and
   * the others give more. The subset depends on the seed alone, and keeps the order of this set.
   *
   * @throws IllegalArgumentException if this set has fewer images
   */
  public ImageSet subset(int images, long seed) {
    requireAvailable(images);
    int[] order = IntStream.range(0, count()).toArray();
    ArraySampler.shuffle(RandomStreams.generator(seed, images), order);
    int[] wanted = balanced(images);
    return select(IntStream.of(order).filter(i -> wanted[label(i)]-- > 0).sorted().toArray());
  }

  /** Returns how many images to take of each class. */
  private int[] balanced(int images) {
    int[] available = classCounts();
    int[] wanted = new int[classes];
    int left = images;
    while (left > 0) {
      for (int label = 0; label < classes && left > 0; label++) {
        if (wanted[label] < available[label]) {
          wanted[label]++;
          left--;
        }
      }
    }
    return wanted;
  }

  /**
   * Returns a checksum of all pixels and labels, CRC-32C in hexadecimal, which tells this set from
   * others.
   */
  public String checksum() {
    CRC32C checksum = new CRC32C();
    pixels.update(checksum);
    ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * labels.length);
    numbers.asIntBuffer().put(labels);
    checksum.update(numbers);
    return String.format(Locale.ROOT, "%08x", checksum.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageSet set
        && shape.equals(set.shape)
        && classes == set.classes
        && Arrays.equals(labels, set.labels)
        && pixels.equals(set.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(labels) + pixels.hashCode();
  }

  /** Returns the pixels of all images. */
  Pixels pixels() {
    return pixels;
  }

  /** Returns where an image's pixels start. */
  int offset(int image) {
    if (image < 0 || image >= count()) {
      throw new IllegalArgumentException("image (%d) must be in [0, %d)".formatted(image, count()));
    }
    return image * shape.length();
  }

  private void requireAvailable(int images) {
    if (images < 1 || images > count()) {
      throw new IllegalArgumentException(
          "%d images asked for; expected 1 to %d, the size of the set".formatted(images, count()));
    }
  }
}
