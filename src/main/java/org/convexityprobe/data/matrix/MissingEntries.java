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
   * @param mark what the format calls such an entry
   * @param notes what the reader noticed before
   * @throws MatrixFileException if all entries are NaN
   */
  static MatrixReading unobserved(Path file, DenseMatrix matrix, String mark, List<String> notes)
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
          "all %d entries of the %d × %d matrix are %s; expected numbers"
              .formatted(missing, matrix.rows(), matrix.columns(), mark));
    }
    List<String> all = new ArrayList<>(notes);
    all.add(
        "%d of %d entries are unobserved (%s)".formatted(missing, matrix.values().length, mark));
    return new MatrixReading(matrix.withoutNaN(), all);
  }
}
