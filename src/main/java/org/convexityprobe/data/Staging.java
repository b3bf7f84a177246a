package org.convexityprobe.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for incomplete files, used by one process at a time; what is still in it at the end is
 * deleted, and what a kill left there, by the next one.
 */
public final class Staging implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  /**
   * Makes {@code .unpacking} in a folder, without what an earlier attempt left there.
   *
   * @param parent on the same disk as where the contents will go
   * @throws IOException if another process unpacks there, or the folder cannot be written
   */
  public Staging(Path parent) throws IOException {
    folder = parent.resolve(".unpacking");
    Files.createDirectories(folder);
    channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock = lock();
    if (lock == null) {
      channel.close();
      throw new IOException(
          "another process unpacks into %s; wait for it, or choose another folder"
              .formatted(parent));
    }
    for (Path file : content()) {
      Files.delete(file);
    }
  }

  private FileLock lock() throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Held by this very process.
    }
  }

  /** Returns what is in the folder but the lock, what is inside a folder before it. */
  private Iterable<Path> content() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder) && !file.equals(folder.resolve(".lock")))
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
    try (channel;
        lock) {
      for (Path file : content()) {
        Files.delete(file);
      }
      Files.delete(folder.resolve(".lock"));
      Files.delete(folder);
    }
  }
}
