package org.convexityprobe.data.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the entries of a table row by row; NaN stands for a missing value. */
final class TableEntries {
  private final Path file;
  private final int columns;
  private final List<String> names = new ArrayList<>();
  private double[] values = new double[1024];
  private int size;
  private int missing;

  TableEntries(Path file, int columns) {
    this.file = file;
    this.columns = columns;
  }

  void add(double value) throws MatrixFileException {
    if (size == values.length) {
      long length = Math.min(size + size / 2L, Integer.MAX_VALUE - 8);
      if (length == size) {
        MatrixTooLargeException.require(file, rows() + 1L, columns);
      }
      MatrixTooLargeException.requireRoom(file, rows(), columns, length);
      values = Arrays.copyOf(values, (int) length);
    }
    values[size++] = value;
    missing += Double.isNaN(value) ? 1 : 0;
  }

  void name(String name) {
    names.add(name);
  }

  int missing() {
    return missing;
  }

  int rows() {
    return size / columns;
  }

  /**
   * Returns the matrix: dense, or of observed entries where some are missing.
   *
   * @throws MatrixFileException if there is none, or all are missing
   */
  MatrixReading reading(List<String> columnNames, List<String> notes) throws MatrixFileException {
    if (size == missing) {
      throw new MatrixFileException(
          file,
          size == 0
              ? "no rows of numbers"
              : "all %d entries are missing values; expected numbers".formatted(size));
    }
    MatrixTooLargeException.requireRoom(file, rows(), columns, size);
    DenseMatrix dense = new DenseMatrix(rows(), columns, Arrays.copyOf(values, size));
    return new MatrixReading(missing == 0 ? dense : dense.withoutNaN(), names, columnNames, notes);
  }
}
