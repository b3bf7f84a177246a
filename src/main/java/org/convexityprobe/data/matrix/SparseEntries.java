package org.convexityprobe.data.matrix;

import java.nio.file.Path;
import java.util.List;

/**
 * Collects the stored entries of a sparse matrix, whose other entries are zeros. Entries stored
 * twice add up, as SciPy and MATLAB have it.
 */
final class SparseEntries {
  private final Path file;
  private final int rows;
  private final int columns;
  private final double[] values;
  private long stored;

  /**
   * Starts with zeros alone.
   *
   * @throws MatrixFileException if the matrix does not fit in memory, or has no entry
   */
  SparseEntries(Path file, int rows, int columns) throws MatrixFileException {
    MatrixTooLargeException.require(file, rows, columns);
    this.file = file;
    this.rows = rows;
    this.columns = columns;
    values = new double[rows * columns];
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Adds an entry; indices count from 0. */
  void add(long row, long column, double value) throws MatrixFileException {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new MatrixFileException(
          file,
          "entry (%d, %d), counted from 0, lies outside the %d × %d sparse matrix"
              .formatted(row, column, rows, columns));
    }
    values[(int) row * columns + (int) column] += value;
    stored++;
  }

  /**
   * Adds compressed rows, or columns.
   *
   * @param byRows whether rows are compressed
   * @param starts where each row starts among the entries, and where the last one ends
   * @param indices the column of each entry
   */
  void addCompressed(boolean byRows, int[] starts, int[] indices, double[] data)
      throws MatrixFileException {
    if (indices.length < data.length) {
      throw new MatrixFileException(
          file, "%d entries, but %d indices".formatted(data.length, indices.length));
    }
    requireStarts(starts, byRows ? rows : columns, data.length);
    for (int i = 0; i + 1 < starts.length; i++) {
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        add(byRows ? i : indices[t], byRows ? indices[t] : i, data[t]);
      }
    }
  }

  /** Checks that offsets ascend from 0 to at most the number of entries. */
  void requireStarts(int[] starts, int count, int entries) throws MatrixFileException {
    boolean ascending = starts.length == count + 1 && starts[0] == 0;
    for (int i = 0; ascending && i < count; i++) {
      ascending = starts[i] <= starts[i + 1];
    }
    if (!ascending || starts[count] > entries) {
      throw new MatrixFileException(
          file,
          "%d offsets into %d entries; expected %d that ascend from 0 to the number of entries"
              .formatted(starts.length, entries, count + 1));
    }
  }

  /**
   * Returns the matrix with its zeros.
   *
   * @param format what the file calls such a matrix
   */
  MatrixReading reading(String format) throws MatrixFileException {
    String note =
        "a sparse matrix (%s) with %d stored entries; the others are zeros"
            .formatted(format, stored);
    return MissingEntries.unobserved(
        file, new DenseMatrix(rows, columns, values), "NaN", List.of(note));
  }
}
