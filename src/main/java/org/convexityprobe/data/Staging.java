package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for incomplete files, used by one process at a time; what is still in it at the end is
 * deleted, and what a kill left there, by the next one.
 */
public final class Staging implements AutoCloseable {
  private final Path folder;
  private final FolderLock lock;

  /**
   * Makes {@code .unpacking} in a folder, without what an earlier attempt left there.
   *
   * @param parent on the same disk as where the contents will go
   * @throws IOException if another process unpacks there, or the folder cannot be written
   */
  public Staging(Path parent) throws IOException {
    folder = parent.resolve(".unpacking");
    Files.createDirectories(folder);
    lock =
        FolderLock.take(folder)
            .orElseThrow(
                () ->
                    new IOException(
                        "another process unpacks into %s; wait for it, or choose another folder"
                            .formatted(parent)));
    for (Path file : content()) {
      Files.delete(file);
    }
  }

  /** Returns what is in the folder but the lock, what is inside a folder before it. */
  private Iterable<Path> content() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder) && !file.equals(folder.resolve(FolderLock.FILE)))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      for (Path file : content()) {
        Files.delete(file);
      }
      Files.delete(folder.resolve(FolderLock.FILE));
      Files.delete(folder);
    }
  }
}
