package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for what is not complete yet; what is still in it at the end is deleted. */
final class Staging implements AutoCloseable {
  private final Path folder;

  /**
   * Makes {@code .unpacking} in a folder, without what an earlier attempt left there.
   *
   * @param parent on the same disk as where the contents will go
   */
  Staging(Path parent) throws IOException {
    folder = parent.resolve(".unpacking");
    close();
    Files.createDirectories(folder);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
