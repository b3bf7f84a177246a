package org.convexityprobe.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes whole files: to a temporary one beside the target, synced, then renamed. */
final class AtomicFile {
  /** Writes a file's content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream stream) throws IOException;
  }

  /** Writes a whole file, for libraries that will have its path. */
  @FunctionalInterface
  interface FileContent {
    void writeTo(Path temporary) throws IOException;
  }

  private AtomicFile() {}

  static void write(Path path, Content content) throws IOException {
    writeFile(
        path,
        temporary -> {
          try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(temporary))) {
            content.writeTo(stream);
          }
        });
  }

  static void writeFile(Path path, FileContent content) throws IOException {
    Path absolute = path.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    // Not createTempFile: its files can be read by their owner alone.
    Path temporary =
        absolute.resolveSibling(
            ".%s.%d.part".formatted(absolute.getFileName(), ProcessHandle.current().pid()));
    try {
      content.writeTo(temporary);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
