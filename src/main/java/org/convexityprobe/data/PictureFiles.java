package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Image files with their labels, decoded into sets of one shape.
 *
 * @param folder the folder of all, for messages
 * @param train training images
 * @param test test images; there may be none
 */
record PictureFiles(Path folder, List<Labelled> train, List<Labelled> test) {
  /** How many faulty files a message lists. */
  private static final int LISTED = 10;

  /** A file and its class. */
  record Labelled(Path file, int label) {}

  /** What became of a file: a picture, or a fault. */
  private record Decoded(Picture picture, String fault) {}

  /**
   * Reads images of one size.
   *
   * @throws IOException if a file is no image, listing such files, or if sizes differ
   */
  ImageDataset asTheyAre(List<String> classNames) throws IOException {
    List<Picture> pictures = decode(-1, -1);
    Picture first = pictures.get(0);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      Picture picture = pictures.get(i);
      if (picture.height() != first.height() || picture.width() != first.width()) {
        faults.add("%s has %s".formatted(file(i), picture.describe()));
      }
    }
    if (!faults.isEmpty()) {
      throw new IOException(
          "%s: images of several sizes: %s has %s, but %s; name one size, such as --data images:32x32:%s"
              .formatted(folder, file(0), first.describe(), listed(faults), folder));
    }
    return dataset(classNames, pictures);
  }

  /**
   * Reads images and fits each to a size: scaled so that it covers it, then cut at its centre.
   *
   * @throws IOException if a file is no image, listing such files
   */
  ImageDataset fitted(List<String> classNames, int height, int width) throws IOException {
    ImageShape shape = new ImageShape(1, height, width); // checks the size
    return dataset(classNames, decode(shape.height(), shape.width()));
  }

  private Path file(int index) {
    return index < train.size() ? train.get(index).file() : test.get(index - train.size()).file();
  }

  private List<Picture> decode(int height, int width) throws IOException {
    List<Decoded> all =
        Stream.concat(train.stream(), test.stream())
            .parallel()
            .map(labelled -> decode(labelled.file(), height, width))
            .toList();
    List<String> faults =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).fault() != null)
            .mapToObj(i -> "%s (%s)".formatted(file(i), all.get(i).fault()))
            .sorted()
            .toList();
    if (!faults.isEmpty()) {
      throw new IOException(
          "%s: %d of %d files are no images that can be read, expected PNG or JPEG: %s"
              .formatted(folder, faults.size(), all.size(), listed(faults)));
    }
    if (train.isEmpty()) {
      throw new IOException("%s has no images; expected PNG or JPEG".formatted(folder));
    }
    return all.stream().map(Decoded::picture).toList();
  }

  private static Decoded decode(Path file, int height, int width) {
    try {
      Picture picture = Picture.read(file);
      return new Decoded(height < 0 ? picture : picture.fitted(height, width), null);
    } catch (NoSuchFileException e) {
      return new Decoded(null, "a link to no file");
    } catch (IOException e) {
      return new Decoded(null, e.getMessage());
    }
  }

  private static String listed(List<String> faults) {
    String first = String.join(", ", faults.subList(0, Math.min(LISTED, faults.size())));
    return faults.size() > LISTED
        ? "%s and %d more".formatted(first, faults.size() - LISTED)
        : first;
  }

  private ImageDataset dataset(List<String> classNames, List<Picture> pictures) throws IOException {
    int channels = pictures.stream().mapToInt(Picture::channels).max().orElseThrow();
    Picture first = pictures.get(0);
    ImageShape shape = new ImageShape(channels, first.height(), first.width());
    int trained = train.size();
    return new ImageDataset(
        "images",
        classNames,
        images(shape, train, pictures.subList(0, trained), classNames.size()),
        images(shape, test, pictures.subList(trained, pictures.size()), classNames.size()));
  }

  private ImageSet images(
      ImageShape shape, List<Labelled> files, List<Picture> pictures, int classes)
      throws IOException {
    long length = (long) pictures.size() * shape.length();
    if (length > Integer.MAX_VALUE - 8) {
      throw new IOException(
          "%s: %d images of %s are more than the 2³¹ values that a set can hold; choose a smaller size"
              .formatted(folder, pictures.size(), shape.describe()));
    }
    byte[] values = new byte[(int) length];
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).copyTo(shape, values, i * shape.length());
    }
    int[] labels = files.stream().mapToInt(Labelled::label).toArray();
    return ImageSet.of(shape, new BytePixels(values), labels, classes);
  }
}
