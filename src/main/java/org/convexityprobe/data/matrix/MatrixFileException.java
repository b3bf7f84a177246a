package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;

/** A file that does not hold the matrix it should; the message names the file and the line. */
public class MatrixFileException extends IOException {
  private static final long serialVersionUID = 1L;

  MatrixFileException(Path file, String problem) {
    super(file + ": " + problem);
  }

  MatrixFileException(Path file, long line, String problem) {
    super("%s:%d: %s".formatted(file, line, problem));
  }

  MatrixFileException(Path file, long line, String problem, Throwable cause) {
    super("%s:%d: %s".formatted(file, line, problem), cause);
  }

  MatrixFileException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
