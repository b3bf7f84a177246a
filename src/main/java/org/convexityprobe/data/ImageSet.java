package org.convexityprobe.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;

/**
 * Labelled 32×32 colour images, kept as bytes in the record layout of CIFAR's binary files
 * (Krizhevsky 2009): one label byte, then 1024 red, 1024 green and 1024 blue bytes, each plane row
 * by row. Immutable.
 */
public final class ImageSet {
  /** Height and width of an image in pixels. */
  public static final int SIDE = 32;

  /** Colour channels of an image. */
  public static final int CHANNELS = 3;

  /** Pixels of one channel of an image. */
  public static final int PLANE = SIDE * SIDE;

  /** Values of an image, all channels. */
  public static final int IMAGE_LENGTH = CHANNELS * PLANE;

  /** Bytes of a record: the label and the image. */
  public static final int RECORD_LENGTH = 1 + IMAGE_LENGTH;

  private final byte[] records;
  private final int classes;

  /** Takes the array over: the callers in this package hand over arrays that they drop. */
  private ImageSet(byte[] records, int classes) {
    this.records = records;
    this.classes = classes;
  }

  /**
   * Returns the images of an array of whole records, without copying it.
   *
   * @throws IllegalArgumentException if the array ends within a record or a label is not in [0,
   *     classes)
   */
  static ImageSet ofRecords(byte[] records, int classes) {
    if (classes < 1 || classes > 256) {
      throw new IllegalArgumentException("classes (%d) must be in [1, 256]".formatted(classes));
    }
    if (records.length % RECORD_LENGTH != 0) {
      throw new IllegalArgumentException(
          "%d bytes are no whole number of records of %d bytes"
              .formatted(records.length, RECORD_LENGTH));
    }
    ImageSet images = new ImageSet(records, classes);
    for (int image = 0; image < images.count(); image++) {
      if (images.label(image) >= classes) {
        throw new IllegalArgumentException(
            "record %d has label %d; expected 0 to %d"
                .formatted(image, images.label(image), classes - 1));
      }
    }
    return images;
  }

  /** Returns the number of images. */
  public int count() {
    return records.length / RECORD_LENGTH;
  }

  /** Returns the number of classes; labels are 0 to classes − 1. */
  public int classes() {
    return classes;
  }

  /** Returns the label of an image. */
  public int label(int image) {
    return records[recordOffset(image)] & 0xff;
  }

  /** Returns the labels of all images, in order. */
  public int[] labels() {
    return IntStream.range(0, count()).map(this::label).toArray();
  }

  /** Returns one value of an image, 0 to 255. */
  public int pixel(int image, int channel, int row, int column) {
    if (channel < 0 || channel >= CHANNELS) {
      throw new IllegalArgumentException("channel (%d) must be in [0, 3)".formatted(channel));
    }
    if (row < 0 || row >= SIDE || column < 0 || column >= SIDE) {
      throw new IllegalArgumentException(
          "pixel (%d, %d) lies outside 32×32".formatted(row, column));
    }
    return records[recordOffset(image) + 1 + channel * PLANE + row * SIDE + column] & 0xff;
  }

  /** Returns how many images each class has. */
  public int[] classCounts() {
    int[] counts = new int[classes];
    for (int image = 0; image < count(); image++) {
      counts[label(image)]++;
    }
    return counts;
  }

  /** Returns the first images, in order. */
  public ImageSet first(int images) {
    requireAvailable(images);
    return new ImageSet(Arrays.copyOf(records, images * RECORD_LENGTH), classes);
  }

  /** Returns the named images, in the order given. */
  public ImageSet select(int... images) {
    byte[] selected = new byte[Math.multiplyExact(images.length, RECORD_LENGTH)];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(
          records, recordOffset(images[i]), selected, i * RECORD_LENGTH, RECORD_LENGTH);
    }
    return new ImageSet(selected, classes);
  }

  /**
   * Returns a random subset with as many images of each class as of any other, or one more where
   * the size is no multiple of the number of classes. The subset depends on the seed alone, and
   * keeps the order of this set.
   *
   * @throws IllegalArgumentException if a class has too few images
   */
  public ImageSet subset(int images, long seed) {
    requireAvailable(images);
    int[] order = IntStream.range(0, count()).toArray();
    ArraySampler.shuffle(RandomStreams.generator(seed, images), order);
    int[] wanted = new int[classes];
    for (int i = 0; i < images; i++) {
      wanted[i % classes]++;
    }
    int[] chosen = IntStream.of(order).filter(i -> wanted[label(i)]-- > 0).sorted().toArray();
    if (chosen.length != images) {
      throw new IllegalArgumentException(
          "a class-balanced subset of %d images needs %d of each of %d classes; found %s"
              .formatted(images, images / classes, classes, Arrays.toString(classCounts())));
    }
    return select(chosen);
  }

  /** Writes the records, in the layout of CIFAR's binary files. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(records);
  }

  /** Returns the array of records itself; no caller in this package writes to it. */
  byte[] records() {
    return records;
  }

  /** Returns where an image's record starts. */
  int recordOffset(int image) {
    if (image < 0 || image >= count()) {
      throw new IllegalArgumentException("image (%d) must be in [0, %d)".formatted(image, count()));
    }
    return image * RECORD_LENGTH;
  }

  private void requireAvailable(int images) {
    if (images < 1 || images > count()) {
      throw new IllegalArgumentException(
          "%d images asked for; expected 1 to %d, the size of the set".formatted(images, count()));
    }
  }
}
