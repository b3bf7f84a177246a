package org.convexityprobe.data.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Entries that a format marks by NaN: they were not observed. */
final class MissingEntries {
  private MissingEntries() {}

  /**
   * Returns a matrix without its NaN entries, with a note of their number; the matrix itself where
   * it has none.
   *
   * @param notes what the reader noticed before
   * @throws MatrixFileException if all entries are NaN
   */
  static MatrixReading unobserved(Path file, DenseMatrix matrix, List<String> notes)
      throws MatrixFileException {
    int missing = 0;
    for (double value : matrix.values()) {
      missing += Double.isNaN(value) ? 1 : 0;
    }
    if (missing == 0) {
      return new MatrixReading(matrix, notes);
    }
    if (missing == matrix.values().length) {
      throw new MatrixFileException(
          file,
          "all %d entries of the %d × %d matrix are NaN; expected numbers"
              .formatted(missing, matrix.rows(), matrix.columns()));
    }
    List<String> all = new ArrayList<>(notes);
    all.add("%d entries are NaN: they count as unobserved".formatted(missing));
    return new MatrixReading(matrix.withoutNaN(), all);
  }
}
