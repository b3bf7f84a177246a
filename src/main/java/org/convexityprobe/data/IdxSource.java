package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Grey images in the files of MNIST, Fashion-MNIST and their relatives: {@code
 * train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, and the same with {@code t10k} or
 * {@code test}; each may be packed by gzip. A file {@code class-names.txt}, one name a line, need
 * not be there.
 */
final class IdxSource implements ImageSource {
  private static final String NAMES_FILE = "class-names.txt";
  private static final String TRAINING = "train";
  private static final List<String> TEST = List.of("t10k", "test");

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public String form() {
    return "idx:DIR";
  }

  @Override
  public String what() {
    return "grey images in MNIST's IDX files, as Fashion-MNIST";
  }

  /** The files of a split. */
  private record Split(Path images, Path labels) {
    private static Optional<Split> find(Path folder, String prefix) {
      Optional<Path> images = file(folder, prefix + "-images", "idx3-ubyte");
      Optional<Path> labels = file(folder, prefix + "-labels", "idx1-ubyte");
      return images.flatMap(i -> labels.map(l -> new Split(i, l)));
    }

    private static Optional<Path> file(Path folder, String stem, String type) {
      return List.of("-" + type, "." + type, "-" + type + ".gz", "." + type + ".gz").stream()
          .map(ending -> folder.resolve(stem + ending))
          .filter(Files::isRegularFile)
          .findFirst();
    }
  }

  /** Images and labels of a split, of the same number. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Content(IdxFile images, int[] labels) {
    private static Content read(Split split) throws IOException {
      IdxFile images = IdxFile.read(split.images(), 3, "images, rows, columns");
      IdxFile labels = IdxFile.read(split.labels(), 1, "labels");
      if (!images.sizes().get(0).equals(labels.sizes().get(0))) {
        throw new IOException(
            "%s has %d images, but %s %d labels; expected one label an image"
                .formatted(
                    split.images(), images.sizes().get(0), split.labels(), labels.sizes().get(0)));
      }
      return new Content(
          images,
          IntStream.range(0, labels.pixels().length())
              .map(i -> (int) labels.pixels().get(i))
              .toArray());
    }

    private int largestLabel() {
      return IntStream.of(labels).max().orElseThrow();
    }

    private ImageShape shape() {
      return new ImageShape(1, images.sizes().get(1), images.sizes().get(2));
    }

    private ImageSet images(int classes) {
      return ImageSet.of(shape(), images.pixels(), labels, classes);
    }
  }

  @Override
  public ImageDataset load(String place, ImageSelection selection) throws IOException {
    Path folder = Path.of(place);
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          (Files.exists(folder) ? "%s is a file" : "no such folder: %s").formatted(folder)
              + "; expected a folder with train-images-idx3-ubyte and its like");
    }
    Content train = Content.read(split(folder, List.of(TRAINING)));
    Content test = Content.read(split(folder, TEST));
    return selection.of(dataset(folder, train, test));
  }

  private static Split split(Path folder, List<String> prefixes) throws IOException {
    for (String prefix : prefixes) {
      Optional<Split> split = Split.find(folder, prefix);
      if (split.isPresent()) {
        return split.get();
      }
    }
    throw new IOException(
        "%s lacks %s-images-idx3-ubyte or %s-labels-idx1-ubyte; expected both, packed as .gz or not"
            .formatted(folder, prefixes.get(0), prefixes.get(0)));
  }

  private static ImageDataset dataset(Path folder, Content train, Content test) throws IOException {
    requireOneShape(folder, train, test);
    int largest = Math.max(train.largestLabel(), test.largestLabel());
    Path namesFile = folder.resolve(NAMES_FILE);
    List<String> names =
        ClassNames.read(namesFile).orElseGet(() -> ClassNames.numbered(Math.max(2, largest + 1)));
    if (largest >= names.size()) {
      throw new IOException(
          "%s names %d classes, but there is a label %d"
              .formatted(namesFile, names.size(), largest));
    }
    ImageDataset all =
        new ImageDataset("idx", names, train.images(names.size()), test.images(names.size()));
    return ClassNames.requireAll(folder.toString(), all);
  }

  private static void requireOneShape(Path folder, Content train, Content test) throws IOException {
    try {
      if (!train.shape().equals(test.shape())) {
        throw new IOException(
            "%s: the training images are %s, but the test images %s; expected one size"
                .formatted(folder, train.shape().describe(), test.shape().describe()));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  @Override
  public boolean recognizes(Path folder) {
    return Split.find(folder, TRAINING).isPresent();
  }

  @Override
  public void write(ImageDataset dataset, String place) throws IOException {
    if (dataset.shape().channels() != 1
        || !dataset.train().isEightBit()
        || dataset.test().count() == 0
        || dataset.classNames().size() > 256) {
      throw new IllegalArgumentException(
          "%s cannot be written as IDX files: expected 8-bit grey images in at most 256 classes, some of them for testing; npz:FILE holds any images"
              .formatted(dataset.describe()));
    }
    Path folder = Path.of(place);
    write(dataset.train(), folder, TRAINING);
    write(dataset.test(), folder, TEST.get(0));
    ClassNames.write(folder.resolve(NAMES_FILE), dataset.classNames());
  }

  private static void write(ImageSet images, Path folder, String prefix) throws IOException {
    BytePixels pixels = (BytePixels) images.pixels();
    List<Integer> sizes = List.of(images.count(), images.shape().height(), images.shape().width());
    new IdxFile(sizes, pixels).write(folder.resolve(prefix + "-images-idx3-ubyte"));
    byte[] labels = new byte[images.count()];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = (byte) images.label(image);
    }
    new IdxFile(List.of(labels.length), new BytePixels(labels))
        .write(folder.resolve(prefix + "-labels-idx1-ubyte"));
  }
}
