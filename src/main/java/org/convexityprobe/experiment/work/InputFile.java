package org.convexityprobe.experiment.work;

import java.io.Serializable;
import java.util.List;

/**
 * A file or folder that a unit of work reads.
 *
 * @param path as the unit names it
 * @param beside names of files in the same folder that are read with it where they are there
 */
public record InputFile(String path, List<String> beside) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Copies the names. */
  public InputFile {
    beside = List.copyOf(beside);
  }

  /** A file or folder that is read alone. */
  public InputFile(String path) {
    this(path, List.of());
  }
}
