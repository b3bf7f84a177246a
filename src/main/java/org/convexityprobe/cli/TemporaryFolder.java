package org.convexityprobe.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that libraries of figures, fonts and native code write temporary files to. */
final class TemporaryFolder {
  private TemporaryFolder() {}

  /** Returns why it cannot be used, in words; empty if it can. */
  static Optional<String> lacking() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    return Files.isDirectory(folder) && Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of(
            "the folder for temporary files, %s, %s; name another one with TMPDIR, such as TMPDIR=/tmp"
                .formatted(
                    folder, Files.isDirectory(folder) ? "cannot be written" : "is not there"));
  }
}
