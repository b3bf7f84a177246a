package org.convexityprobe.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that one process works in a folder; it goes with the process. Some file systems have no
 * locks, such as Lustre without {@code flock} and NFS without its daemon of locks. Work goes on
 * there all the same, with a warning.
 */
public final class FolderLock implements Closeable {
  /** The name of the file that is locked. */
  public static final String FILE = ".lock";

  private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

  private final FileChannel channel;

  /** Null where there are no locks. Kept, because Java forgets a lock that nothing refers to. */
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** How a file is locked. */
  @FunctionalInterface
  interface Attempt {
    /** Returns the lock, or null if another process has it. */
    FileLock on(FileChannel channel) throws IOException;
  }

  /**
   * Takes the lock of a folder.
   *
   * @return the lock; nothing if another process, or this very process, has it
   * @throws IOException if the file of the lock cannot be made
   */
  public static Optional<FolderLock> take(Path folder) throws IOException {
    return take(folder, FileChannel::tryLock);
  }

  static Optional<FolderLock> take(Path folder, Attempt attempt) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = attempt.on(channel);
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same as by another.
    } catch (IOException e) {
      LOG.warn(
          "{} is on a file system without locks ({}); until this command ends, run no other command that writes there",
          folder,
          e.getMessage());
      return Optional.of(new FolderLock(channel, null));
    }
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new FolderLock(channel, lock));
  }

  @Override
  public void close() throws IOException {
    try (channel;
        lock) {
      // A lock that is null is left out.
    }
  }
}
