package org.convexityprobe.nmf;

import java.util.Arrays;
import org.convexityprobe.data.matrix.ObservedMatrix;

/**
 * The parts of X that no observed entry connects: the components of the bipartite graph of rows and
 * columns, whose edges are the observed entries. The loss is a sum over them.
 *
 * @param count how many there are
 * @param ofRows the part of each row, or {@link #NONE} for a row without an entry
 * @param ofColumns the part of each column, or {@link #NONE} for a column without an entry
 */
@SuppressWarnings("ArrayRecordComponent") // one number for each row: shared, not copied
record ConnectedParts(int count, int[] ofRows, int[] ofColumns) {
  /** Of rows and columns without an entry. */
  static final int NONE = -1;

  /** Returns the only part of a matrix whose entries are all observed. */
  static ConnectedParts whole(int rows, int columns) {
    return new ConnectedParts(1, new int[rows], new int[columns]);
  }

  /** Finds the parts of a matrix. */
  static ConnectedParts of(ObservedMatrix matrix) {
    int[] parents = parents(matrix);
    int[] numbers = new int[parents.length];
    Arrays.fill(numbers, NONE);
    int count = 0;
    int[] ofRows = new int[matrix.rows()];
    for (int row = 0; row < ofRows.length; row++) {
      int root = root(parents, row);
      if (numbers[root] == NONE && matrix.rowCount(row) > 0) {
        numbers[root] = count++;
      }
      ofRows[row] = numbers[root];
    }
    int[] ofColumns = new int[matrix.columns()];
    for (int column = 0; column < ofColumns.length; column++) {
      ofColumns[column] = numbers[root(parents, ofRows.length + column)];
    }
    return new ConnectedParts(count, ofRows, ofColumns);
  }

  /** Returns a forest over rows and, behind them, columns, with one tree for each part. */
  private static int[] parents(ObservedMatrix matrix) {
    int[] parents = new int[matrix.rows() + matrix.columns()];
    Arrays.setAll(parents, i -> i);
    for (int row = 0; row < matrix.rows(); row++) {
      for (int t = matrix.rowStarts()[row]; t < matrix.rowStarts()[row + 1]; t++) {
        int column = root(parents, matrix.rows() + matrix.columnIndices()[t]);
        parents[column] = root(parents, row);
      }
    }
    return parents;
  }

  /** Returns the root of a tree, and halves the way to it. */
  private static int root(int[] parents, int node) {
    int at = node;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }
}
