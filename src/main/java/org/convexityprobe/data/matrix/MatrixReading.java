package org.convexityprobe.data.matrix;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A matrix as read, and what the reader noticed.
 *
 * @param matrix the matrix
 * @param rowNames one for each row, such as an item's id; empty where rows have no names
 * @param columnNames one for each column; empty where columns have no names
 * @param notes one line each, such as how a table was read, and how many ratings were given twice
 */
public record MatrixReading(
    RealMatrix matrix, List<String> rowNames, List<String> columnNames, List<String> notes) {
  /** Copies the lists, and checks that each row and column has its name or none has. */
  public MatrixReading {
    rowNames = List.copyOf(rowNames);
    columnNames = List.copyOf(columnNames);
    notes = List.copyOf(notes);
    requireNames("row", rowNames, matrix.rows());
    requireNames("column", columnNames, matrix.columns());
  }

  /** Takes a matrix without names. */
  public MatrixReading(RealMatrix matrix, List<String> notes) {
    this(matrix, List.of(), List.of(), notes);
  }

  private static void requireNames(String what, List<String> names, int count) {
    if (!names.isEmpty() && names.size() != count) {
      throw new IllegalArgumentException(
          "%d %s names for %d %ss".formatted(names.size(), what, count, what));
    }
  }

  static MatrixReading of(RealMatrix matrix) {
    return new MatrixReading(matrix, List.of());
  }

  /** Returns the same reading with rows and columns exchanged. */
  public MatrixReading transposed() {
    return new MatrixReading(matrix.transposed(), columnNames, rowNames, notes);
  }

  /** Returns the chosen rows and columns with their names, in the order given. */
  public MatrixReading select(int[] rows, int[] columns) {
    return new MatrixReading(
        matrix.select(rows, columns), chosen(rowNames, rows), chosen(columnNames, columns), notes);
  }

  private static List<String> chosen(List<String> names, int[] indices) {
    return names.isEmpty() ? names : IntStream.of(indices).mapToObj(names::get).toList();
  }

  /** Returns another matrix of the same rows and columns. */
  public MatrixReading withMatrix(RealMatrix other) {
    return new MatrixReading(other, rowNames, columnNames, notes);
  }

  /** Returns the same matrix and names with other notes. */
  public MatrixReading withNotes(List<String> other) {
    return new MatrixReading(matrix, rowNames, columnNames, other);
  }
}
