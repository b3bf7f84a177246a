package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CIFAR-10 (Krizhevsky, <i>Learning multiple layers of features from tiny images</i>, 2009) in its
 * binary version: {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}.
 */
public final class Cifar10 {
  /** The names of the classes, by label. */
  public static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** The folder that the published archive unpacks to. */
  static final String FOLDER = "cifar-10-batches-bin";

  /** The folder that {@code convexity data fetch cifar10} fills. */
  public static final Path FETCHED = Path.of("data", "cifar10");

  /** Returns whether {@link #FETCHED} holds images. */
  public static boolean isFetched() {
    return isIn(FETCHED);
  }

  /** Returns whether a folder holds images, rather than nothing or a part of a download. */
  static boolean isIn(Path folder) {
    return new Cifar10Source().recognizes(folder);
  }

  /** What the official set is called in results. */
  public static final String NAME = "cifar10";

  /** What a set is called whose files have the official sizes and other bytes. */
  public static final String UNOFFICIAL = "cifar10-unofficial";

  private static final int IMAGES_PER_FILE = 10_000;
  private static final int TRAINING_FILES = 5;

  private Cifar10() {}

  /**
   * Loads the complete official set: 50,000 training images, 5,000 of each class, and 10,000 test
   * images, 1,000 of each class. The set is named {@link #UNOFFICIAL} where its files are not those
   * that were published.
   *
   * @param folder the folder with the six files, or the one above it
   * @throws IOException if a file is missing, has another size, a label beyond 9 or too many images
   *     of a class; the message says where, what was expected and what to do
   */
  public static ImageDataset load(Path folder) throws IOException {
    Path files = locate(folder);
    requireOfficialSizes(files);
    CifarFolder official = new CifarFolder(files);
    ImageSet train =
        read(IntStream.rangeClosed(1, TRAINING_FILES).mapToObj(official::training).toList());
    ImageSet test = read(List.of(official.test()));
    requireBalance(files, "training", train);
    requireBalance(files, "test", test);
    String name = PublishedFiles.CIFAR10.changedIn(files).isEmpty() ? NAME : UNOFFICIAL;
    return new ImageDataset(name, CLASS_NAMES, train, test);
  }

  /**
   * Says whether a folder holds the official set, without reading images: by the SHA-256 of its
   * files, computed once.
   *
   * @return {@link #NAME}; or {@link #UNOFFICIAL} and the files that differ from the published ones
   * @throws IOException if a file is missing or has another size
   */
  public static String identify(Path folder) throws IOException {
    Path files = locate(folder);
    requireOfficialSizes(files);
    List<String> changed = PublishedFiles.CIFAR10.changedIn(files);
    return changed.isEmpty()
        ? NAME
        : "%s: not as published: %s".formatted(UNOFFICIAL, String.join(", ", changed));
  }

  private static void requireOfficialSizes(Path files) throws IOException {
    CifarFolder official = new CifarFolder(files);
    for (int number = 1; number <= TRAINING_FILES; number++) {
      requireOfficialSize(official.training(number));
    }
    requireOfficialSize(official.test());
  }

  /**
   * Loads a set in CIFAR-10's layout of any size: {@code data_batch_1.bin} and those numbered after
   * it, as many as there are, and {@code test_batch.bin}. Classes need not be balanced; their names
   * and number are those of {@code batches.meta.txt} where there is one, CIFAR-10's elsewhere.
   *
   * @throws IOException as for {@link #load}, but for size and balance; and if a number is missing
   *     between the first file and the last, or a class has no training image
   */
  public static ImageDataset loadAnySize(Path folder) throws IOException {
    CifarFolder files = new CifarFolder(locate(folder));
    List<Path> training = files.series();
    if (!Files.exists(files.test())) {
      throw CifarFolder.missing(files.test());
    }
    List<String> names = ClassNames.read(files.names()).orElse(CLASS_NAMES);
    if (names.size() > 256) {
      throw new IOException(
          "%s names %d classes; a label of one byte allows 256 at most"
              .formatted(files.names(), names.size()));
    }
    CifarLayout layout = new CifarLayout(1, 0, names.size());
    ImageSet train = CifarRecordReader.read(training, layout);
    ImageSet test = CifarRecordReader.read(List.of(files.test()), layout);
    return ClassNames.requireAll(folder.toString(), new ImageDataset("custom", names, train, test));
  }

  /**
   * Writes a data set in CIFAR-10's layout, for {@link #loadAnySize}: up to 10,000 training images
   * in one file, more of them in five, and the names of the classes.
   *
   * @throws IOException if the folder cannot be written
   * @throws IllegalArgumentException if the images are not of CIFAR-10's shape, no bytes, of more
   *     than 256 classes, or none of them for testing
   */
  public static void write(ImageDataset dataset, Path folder) throws IOException {
    if (!dataset.shape().equals(ImageShape.CIFAR)
        || !dataset.train().isEightBit()
        || dataset.classNames().size() > 256
        || dataset.test().count() == 0) {
      throw new IllegalArgumentException(
          "%s cannot be written in CIFAR-10's layout: expected 8-bit colour images of 32×32 in at most 256 classes, some of them for testing; npz:FILE holds any images"
              .formatted(dataset.describe()));
    }
    CifarFolder files = new CifarFolder(Files.createDirectories(folder));
    ImageSet train = dataset.train();
    int parts = train.count() <= IMAGES_PER_FILE ? 1 : TRAINING_FILES;
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) train.count() * part / parts);
      int to = (int) ((long) train.count() * (part + 1) / parts);
      CifarFile.write(train.select(IntStream.range(from, to).toArray()), files.training(part + 1));
    }
    CifarFile.write(dataset.test(), files.test());
    ClassNames.write(files.names(), dataset.classNames());
  }

  private static Path locate(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          (Files.exists(folder) ? "%s is a file; expected a folder" : "no such folder: %s")
                  .formatted(folder)
              + " with CIFAR-10's binary version; 'convexity data fetch cifar10' gets it");
    }
    Path below = folder.resolve(FOLDER);
    return Files.isDirectory(below) ? below : folder;
  }

  private static void requireOfficialSize(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw CifarFolder.missing(file);
    }
    long expected = (long) IMAGES_PER_FILE * CifarLayout.CIFAR10.recordLength();
    if (Files.size(file) != expected) {
      throw new IOException(
          "%s has %d bytes; expected %d (%d images); fetch the set again"
              .formatted(file, Files.size(file), expected, IMAGES_PER_FILE));
    }
  }

  private static ImageSet read(List<Path> paths) throws IOException {
    return CifarRecordReader.read(paths, CifarLayout.CIFAR10);
  }

  private static void requireBalance(Path folder, String split, ImageSet images)
      throws IOException {
    int expected = images.count() / images.classes();
    int[] counts = images.classCounts();
    if (!IntStream.of(counts).allMatch(count -> count == expected)) {
      throw new IOException(
          "%s: the %s images of each class number %s; expected %d of each"
              .formatted(folder, split, Arrays.toString(counts), expected));
    }
  }
}
