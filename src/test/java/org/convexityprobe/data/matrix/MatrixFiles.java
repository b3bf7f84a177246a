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

  /**
   * Returns a matrix as text: fields between commas, rows between semicolons, and _ for an entry
   * that was not observed.
   */
  static String text(RealMatrix matrix) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        String value = isObserved(matrix, i, j) ? "" + matrix.values()[next++] : "_";
        text.append(j > 0 ? "," : i > 0 ? ";" : "").append(value.replaceFirst("\\.0$", ""));
      }
    }
    return text.toString();
  }

  private static boolean isObserved(RealMatrix matrix, int row, int column) {
    if (!(matrix instanceof ObservedMatrix some)) {
      return true;
    }
    for (int t = some.rowStarts()[row]; t < some.rowStarts()[row + 1]; t++) {
      if (some.columnIndices()[t] == column) {
        return true;
      }
    }
    return false;
  }
}
