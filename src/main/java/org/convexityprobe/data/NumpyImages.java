package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images and labels of one split of a NumPy archive.
 *
 * @param shape shape of each image
 * @param pixels [images, channels, height, width], row-major
 * @param labels class of each image
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NumpyImages(ImageShape shape, Pixels pixels, int[] labels) {
  /** Images of up to this many channels are told from their layout. */
  private static final int COLOURS = 4;

  /**
   * Reads a split.
   *
   * @param x the images
   * @param y the labels
   * @param layout where the channels are
   * @param file the file, for messages
   * @throws IOException if they are of another number of dimensions or type, of different numbers,
   *     or damaged; or if it cannot be told where the channels are
   */
  static NumpyImages read(NumpyArray x, NumpyArray y, NpzSource.Layout layout, Path file)
      throws IOException {
    Place place = place(x, layout, file);
    int[] labels = labels(y, file);
    if (labels.length != x.shape().get(0)) {
      throw new IOException(
          "%s: %s, but %s; expected one label an image"
              .formatted(file, x.describe(), y.describe()));
    }
    Pixels pixels = place.channelsFirst(pixels(x, file));
    return new NumpyImages(place.shape(), pixels, labels);
  }

  /** Returns a split of the same shape and type without images. */
  NumpyImages none() {
    return new NumpyImages(shape, pixels.select(new int[0], shape.length()), new int[0]);
  }

  /** Returns the largest label; −1 if there are no images. */
  int largestLabel() {
    return IntStream.of(labels).max().orElse(-1);
  }

  ImageSet images(int classes) {
    return ImageSet.of(shape, pixels, labels, classes);
  }

  /** The shape of images, and whether their channels come last. */
  private record Place(ImageShape shape, boolean last) {
    /** Returns pixels with the channels before height and width. */
    private Pixels channelsFirst(Pixels pixels) {
      return last && shape.channels() > 1 ? pixels.channelsFirst(shape) : pixels;
    }
  }

  private static Place place(NumpyArray x, NpzSource.Layout layout, Path file) throws IOException {
    List<Integer> sizes = x.shape();
    if ((sizes.size() != 3 && sizes.size() != 4) || sizes.contains(0)) {
      throw new IOException(
          "%s: %s; expected [images, channels, height, width], [images, height, width, channels] or [images, height, width], none of them 0"
              .formatted(file, x.describe()));
    }
    boolean last =
        switch (layout) {
          case FIRST -> false;
          case LAST -> true;
          case DETECTED -> sizes.size() == 4 && isLast(x, file);
        };
    try {
      return sizes.size() == 3
          ? new Place(new ImageShape(1, sizes.get(1), sizes.get(2)), false)
          : new Place(
              last
                  ? new ImageShape(sizes.get(3), sizes.get(1), sizes.get(2))
                  : new ImageShape(sizes.get(1), sizes.get(2), sizes.get(3)),
              last);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: %s: %s".formatted(file, x.describe(), e.getMessage()), e);
    }
  }

  private static boolean isLast(NumpyArray x, Path file) throws IOException {
    boolean first = x.shape().get(1) <= COLOURS;
    boolean last = x.shape().get(3) <= COLOURS;
    if (first == last) {
      throw new IOException(
          "%s: %s may have its channels first or last; give --data %s:%s or --data %s:%s"
              .formatted(
                  file,
                  x.describe(),
                  NpzSource.CHANNELS_FIRST.name(),
                  file,
                  NpzSource.CHANNELS_LAST.name(),
                  file));
    }
    return last;
  }

  private static int[] labels(NumpyArray y, Path file) throws IOException {
    List<Integer> sizes = y.shape();
    boolean column = sizes.size() == 1 || (sizes.size() == 2 && sizes.get(1) == 1);
    if (!column) {
      throw new IOException(
          "%s: %s; expected one label an image, [images]%s"
              .formatted(file, y.describe(), sizes.size() == 2 ? "; in NumPy, y.argmax(1)" : ""));
    }
    double[] values = y.doubles();
    int[] labels = new int[values.length];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = (int) values[image];
      if (labels[image] != values[image] || labels[image] < 0 || labels[image] > 0xffff) {
        throw new IOException(
            "%s: array '%s': image %d has label %s; expected whole numbers from 0 to 65535"
                .formatted(file, y.name(), image, values[image]));
      }
    }
    return labels;
  }

  private static Pixels pixels(NumpyArray x, Path file) throws IOException {
    if (x.isUnsignedByte()) {
      return new BytePixels(x.bytes());
    }
    if (!x.isFloatingPoint()) {
      throw new IOException(
          "%s: %s; expected unsigned bytes or floating-point numbers; in NumPy, x.astype('u1') or x.astype('f4')"
              .formatted(file, x.describe()));
    }
    float[] values = x.floats();
    int length = values.length / x.shape().get(0);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IOException(
            "%s: array '%s': image %d holds %s; expected finite numbers"
                .formatted(file, x.name(), i / length, values[i]));
      }
    }
    return new FloatPixels(values);
  }
}
