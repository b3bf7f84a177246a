package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Files that programs of other people made, beside the scripts that had them made. */
final class MatrixFiles {
  private MatrixFiles() {}

  static Path path(String name) {
    try {
      return Path.of(MatrixFiles.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static MatrixReading read(Path file) throws IOException {
    return MatrixSource.of(file).read();
  }

  static MatrixReading read(Path file, String variable) throws IOException {
    return new MatrixSource(List.of(file), MatrixFormat.AUTO, variable, Spectrogram.DEFAULT).read();
  }
}
