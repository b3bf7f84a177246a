package org.convexityprobe.data;

import java.io.File;
import java.nio.file.Path;

/**
 * A file for libraries that take {@link File}. They look for relative paths in the folder where the
 * process started. A process that a cluster starts has another folder than the command that it
 * works for, which the property {@code user.dir} names; absolute paths respect it.
 */
public final class AbsoluteFile {
  private AbsoluteFile() {}

  /** Returns the file of a path. */
  public static File of(Path path) {
    return path.toAbsolutePath().toFile();
  }
}
