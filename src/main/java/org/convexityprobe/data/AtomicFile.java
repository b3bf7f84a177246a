package org.convexityprobe.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a file completely or not at all: to a temporary file beside it, synced to disk, then
 * renamed. A kill or a full disk leaves the old file as it was.
 */
public final class AtomicFile {
  /** What writes the content. */
  @FunctionalInterface
  public interface Content {
    /** Writes the content; it may close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** What {@link #temporary} returns: a hidden name with a UUID. */
  private static final Pattern TEMPORARY =
      Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  /** From this age on, a temporary file without a lock was left by a kill. */
  private static final Duration AGE = Duration.ofMinutes(1);

  private AtomicFile() {}

  /**
   * Removes the temporary files that a kill left in a folder and below. Folders below that another
   * process may write to, which have a file {@code .lock}, are left alone.
   */
  public static void removeLeftovers(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      for (Path entry : content.toList()) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          if (!Files.exists(entry.resolve(FolderLock.FILE))) {
            removeLeftovers(entry);
          }
        } else if (isTemporary(entry) && !isBeingWritten(entry)) {
          Files.deleteIfExists(entry);
        }
      }
    }
  }

  /** Returns whether a file has the name of one that is being written, or that a kill left. */
  public static boolean isTemporary(Path file) {
    return TEMPORARY.matcher(file.getFileName().toString()).matches();
  }

  /** Returns whether a process, perhaps this one, holds a temporary file. */
  private static boolean isBeingWritten(Path temporary) {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false; // Gone, or on a file system without locks.
    }
  }

  /** Writes text in UTF-8. */
  public static void writeString(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a file, creating its folder where that is missing. A device or a pipe, such as {@code
   * /dev/stdout}, gets the content and stays what it is.
   *
   * @throws IOException if it cannot be written; it names the file, and the temporary one is gone
   */
  public static void write(Path file, Content content) throws IOException {
    if (isStream(file)) {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
        content.writeTo(out);
      } catch (IOException e) {
        throw new IOException("%s cannot be written (%s)".formatted(file, e.getMessage()), e);
      }
    } else {
      writeByPath(file, temporary -> fill(temporary, content));
    }
  }

  /** A file renamed to the name of a device would take its place, for every other program too. */
  private static boolean isStream(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    // Links in /dev lead to what the process has open, which must not be replaced either.
    boolean open = Files.isSymbolicLink(file) && file.toAbsolutePath().startsWith("/dev");
    return open || Files.readAttributes(file, BasicFileAttributes.class).isOther();
  }

  /** What writes the content to a path. */
  @FunctionalInterface
  public interface Writer {
    /** Writes the content to a file that is not there yet. */
    void writeTo(Path temporary) throws IOException;
  }

  /**
   * Writes a file by a library that takes a path.
   *
   * @throws IOException as {@link #write}
   */
  public static void writeByPath(Path file, Writer writer) throws IOException {
    if (isStream(file) || Files.isDirectory(file)) {
      throw new FileSystemException(
          file.toString(), null, "no regular file; expected the name of one, or of a new one");
    }
    try {
      replace(file, writer);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      throw isTemporary(Path.of(e.getFile()))
          ? new FileSystemException(file.toString(), null, "cannot be written there")
          : e;
    } catch (IOException e) {
      // A full disk says no more than "No space left on device".
      throw new IOException(
          "%s cannot be written (%s); what was there before is untouched"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void replace(Path file, Writer writer) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not createTempFile: its files are for their owner's eyes alone, and stay so when renamed.
    Path temporary = folder.resolve(temporary(file));
    removeLeftovers(folder, file);
    try {
      writer.writeTo(temporary);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Removes what earlier processes left of a file; a younger one may not have its lock yet. */
  private static void removeLeftovers(Path folder, Path file) throws IOException {
    String start = "." + file.getFileName() + ".";
    Instant old = Instant.now().minus(AGE);
    try (Stream<Path> content = Files.list(folder)) {
      for (Path entry : content.filter(AtomicFile::isTemporary).toList()) {
        if (entry.getFileName().toString().startsWith(start)
            && Files.getLastModifiedTime(entry).toInstant().isBefore(old)
            && !isBeingWritten(entry)) {
          Files.deleteIfExists(entry);
        }
      }
    } catch (NoSuchFileException e) {
      // Another process removed it.
    }
  }

  /** The lock says that the file is being written; it goes with the process. */
  private static void fill(Path temporary, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      lock(channel);
      content.writeTo(out);
    }
  }

  /** Holds a file until it is closed, where the file system has locks. */
  private static void lock(FileChannel channel) {
    try {
      channel.tryLock();
    } catch (IOException e) {
      // What a kill leaves there is removed all the same, one minute later.
    }
  }

  private static String temporary(Path file) {
    return "." + file.getFileName() + "." + UUID.randomUUID() + ".tmp";
  }
}
