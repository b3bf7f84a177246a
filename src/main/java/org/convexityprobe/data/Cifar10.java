package org.convexityprobe.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datavec.api.split.CollectionInputSplit;

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

  static final String TEST_FILE = "test_batch.bin";

  private static final int IMAGES_PER_FILE = 10_000;
  private static final int TRAINING_FILES = 5;

  private Cifar10() {}

  /**
   * Loads the complete official set: 50,000 training images, 5,000 of each class, and 10,000 test
   * images, 1,000 of each class.
   *
   * @param folder the folder with the six files, or the one above it
   * @throws IOException if a file is missing, has another size, a label beyond 9 or too many images
   *     of a class; the message says where, what was expected and what to do
   */
  public static ImageDataset load(Path folder) throws IOException {
    Path files = locate(folder);
    List<Path> training =
        IntStream.rangeClosed(1, TRAINING_FILES).mapToObj(i -> trainingFile(files, i)).toList();
    for (Path file : training) {
      requireOfficialSize(file);
    }
    requireOfficialSize(files.resolve(TEST_FILE));
    ImageSet train = read(training);
    ImageSet test = read(List.of(files.resolve(TEST_FILE)));
    requireBalance(files, "training", train);
    requireBalance(files, "test", test);
    return new ImageDataset("cifar10", CLASS_NAMES, train, test);
  }

  /**
   * Loads a set in CIFAR-10's layout of any size: {@code data_batch_1.bin} and those numbered after
   * it, as many as there are, and {@code test_batch.bin}. Classes need not be balanced.
   *
   * @throws IOException as for {@link #load}, but for size and balance
   */
  public static ImageDataset loadAnySize(Path folder) throws IOException {
    Path files = locate(folder);
    List<Path> training =
        IntStream.rangeClosed(1, TRAINING_FILES)
            .mapToObj(i -> trainingFile(files, i))
            .takeWhile(Files::exists)
            .toList();
    if (training.isEmpty()) {
      throw missing(trainingFile(files, 1));
    }
    if (!Files.exists(files.resolve(TEST_FILE))) {
      throw missing(files.resolve(TEST_FILE));
    }
    ImageSet test = read(List.of(files.resolve(TEST_FILE)));
    return new ImageDataset("custom", CLASS_NAMES, read(training), test);
  }

  /**
   * Writes a data set of ten classes in CIFAR-10's layout, for {@link #loadAnySize}: up to 10,000
   * training images in one file, more of them in five.
   *
   * @throws IOException if the folder cannot be written
   */
  public static void write(ImageDataset dataset, Path folder) throws IOException {
    Files.createDirectories(folder);
    ImageSet train = dataset.train();
    int parts = train.count() <= IMAGES_PER_FILE ? 1 : TRAINING_FILES;
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) train.count() * part / parts);
      int to = (int) ((long) train.count() * (part + 1) / parts);
      CifarFile.write(
          train.select(IntStream.range(from, to).toArray()), trainingFile(folder, part + 1));
    }
    CifarFile.write(dataset.test(), folder.resolve(TEST_FILE));
  }

  static Path trainingFile(Path folder, int number) {
    return folder.resolve("data_batch_" + number + ".bin");
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
      throw missing(file);
    }
    long expected = (long) IMAGES_PER_FILE * ImageSet.RECORD_LENGTH;
    if (Files.size(file) != expected) {
      throw new IOException(
          "%s has %d bytes; expected %d (%d images); fetch the set again"
              .formatted(file, Files.size(file), expected, IMAGES_PER_FILE));
    }
  }

  private static IOException missing(Path file) {
    return new IOException(
        "%s is missing; expected data_batch_1.bin to data_batch_5.bin and test_batch.bin of"
                .formatted(file)
            + " CIFAR-10's binary version; 'convexity data fetch cifar10' gets them");
  }

  private static ImageSet read(List<Path> paths) throws IOException {
    List<URI> locations = paths.stream().map(Path::toUri).toList();
    try (CifarRecordReader reader = new CifarRecordReader()) {
      reader.initialize(new CollectionInputSplit(locations));
      return reader.remaining();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading " + paths, e);
    }
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
