package org.convexityprobe.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a file whole or not at all: to a temporary file beside it, synced to disk, then renamed. A
 * kill or a full disk leaves the old file as it was.
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

  private AtomicFile() {}

  /**
   * Removes the temporary files that a kill left in a folder and below. Folders below that another
   * process may write to, which have a file {@code .lock}, are left alone.
   */
  public static void removeLeftovers(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      for (Path entry : content.toList()) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          if (!Files.exists(entry.resolve(".lock"))) {
            removeLeftovers(entry);
          }
        } else if (isTemporary(entry)) {
          Files.deleteIfExists(entry);
        }
      }
    }
  }

  /** Returns whether a file has the name of one that is being written, or that a kill left. */
  public static boolean isTemporary(Path file) {
    return TEMPORARY.matcher(file.getFileName().toString()).matches();
  }

  /** Writes text in UTF-8. */
  public static void writeString(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a file, creating its folder where that is missing.
   *
   * @throws IOException if it cannot be written; it names the file, and the temporary one is gone
   */
  public static void write(Path file, Content content) throws IOException {
    try {
      replace(file, content);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // A full disk says no more than "No space left on device".
      throw new IOException(
          "%s cannot be written (%s); what was there before is untouched"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void replace(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not createTempFile: its files are for their owner's eyes alone, and stay so when renamed.
    Path temporary = folder.resolve(temporary(file));
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        content.writeTo(out);
      }
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String temporary(Path file) {
    return "." + file.getFileName() + "." + UUID.randomUUID() + ".tmp";
  }
}
