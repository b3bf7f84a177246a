package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a folder in CIFAR-10's layout: a numbered series of training files, a test file. */
final class CifarFolder {
  private static final Pattern TRAINING = Pattern.compile("data_batch_(.*)\\.bin");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  private final Path folder;

  CifarFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the training file of a number. */
  Path training(int number) {
    return folder.resolve("data_batch_" + number + ".bin");
  }

  /** Returns the file that names the classes, which need not be there. */
  Path names() {
    return folder.resolve("batches.meta.txt");
  }

  /** Returns the test file. */
  Path test() {
    return folder.resolve("test_batch.bin");
  }

  /**
   * Returns all training files in the order of their numbers.
   *
   * @throws IOException if there is none, a name has no number or one that occurs twice, or numbers
   *     from 1 (or 0) to the largest are missing; the message lists them
   */
  List<Path> series() throws IOException {
    SortedMap<Integer, Path> numbered = numbered();
    if (numbered.isEmpty()) {
      throw missing(training(1));
    }
    List<String> gaps = new ArrayList<>();
    for (int number = Math.min(1, numbered.firstKey()); number < numbered.lastKey(); number++) {
      if (!numbered.containsKey(number)) {
        gaps.add(training(number).getFileName().toString());
      }
    }
    if (!gaps.isEmpty()) {
      throw new IOException(
          "%s: the series of training files ends with %s, but lacks %s; add what is missing, or number the files without gaps"
              .formatted(folder, numbered.get(numbered.lastKey()).getFileName(), summary(gaps)));
    }
    return List.copyOf(numbered.values());
  }

  private SortedMap<Integer, Path> numbered() throws IOException {
    SortedMap<Integer, Path> numbered = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      Matcher name = TRAINING.matcher(file.getFileName().toString());
      if (!name.matches()) {
        continue;
      }
      if (!NUMBER.matcher(name.group(1)).matches()) {
        throw new IOException(
            "%s: '%s' in the place of the number; expected names as data_batch_1.bin; rename or move the file"
                .formatted(file, name.group(1)));
      }
      Path other = numbered.put(Integer.valueOf(name.group(1)), file);
      if (other != null) {
        throw new IOException(
            "%s has the number of %s; expected one file of each number"
                .formatted(file, other.getFileName()));
      }
    }
    return numbered;
  }

  private static String summary(List<String> names) {
    int shown = Math.min(10, names.size());
    String rest = names.size() > shown ? " and %d more".formatted(names.size() - shown) : "";
    return String.join(", ", names.subList(0, shown)) + rest;
  }

  /** Returns the failure of a file that is not there. */
  static IOException missing(Path file) {
    for (String python : List.of("data_batch_1", "cifar-10-batches-py/data_batch_1")) {
      if (Files.isRegularFile(file.resolveSibling(python))) {
        return new IOException(
            "%s is of CIFAR-10's Python version, whose pickles could run code and are not read; expected the binary version, cifar-10-binary.tar.gz; 'convexity data fetch cifar10' gets it"
                .formatted(file.resolveSibling(python)));
      }
    }
    return new IOException(
        "%s is missing; expected data_batch_1.bin to data_batch_5.bin and test_batch.bin of"
                .formatted(file)
            + " CIFAR-10's binary version; 'convexity data fetch cifar10' gets them");
  }
}
