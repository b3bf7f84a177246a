package org.convexityprobe.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Names of classes, by label, and what must hold of the labels. */
final class ClassNames {
  private ClassNames() {}

  /** Returns the labels themselves as names. */
  static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /**
   * Reads a file of one name a line, where there is one. Empty lines are left out.
   *
   * @throws IOException if it cannot be read
   */
  static Optional<List<String>> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      List<String> names =
          Files.readAllLines(file).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
      if (names.size() < 2) {
        throw new IOException(
            "%s names %d classes; expected one name a line, two or more"
                .formatted(file, names.size()));
      }
      return Optional.of(names);
    } catch (CharacterCodingException e) {
      throw new IOException(
          "%s is no text; expected the names of the classes, one a line".formatted(file), e);
    }
  }

  /** Writes a file of one name a line. */
  static void write(Path file, List<String> names) throws IOException {
    AtomicFile.writeString(file, String.join("\n", names) + "\n");
  }

  /**
   * Checks that every class has a training image.
   *
   * @param where the folder or file, for the message
   * @throws IOException if one has none: a network of so many classes has an output too many
   */
  static ImageDataset requireAll(String where, ImageDataset dataset) throws IOException {
    int[] counts = dataset.train().classCounts();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] == 0) {
        String name = dataset.classNames().get(label);
        throw new IOException(
            "%s: no training image has label %d%s; expected labels 0 to %d, each at least once"
                .formatted(
                    where,
                    label,
                    name.equals(Integer.toString(label)) ? "" : " (" + name + ")",
                    counts.length - 1));
      }
    }
    return dataset;
  }
}
