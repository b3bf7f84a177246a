package org.convexityprobe.data.matrix;

import java.util.Arrays;

/**
 * Collects observed entries in any order and sorts them into an {@link ObservedMatrix}. An entry
 * given twice keeps the value that came last; {@link #duplicates()} counts how often that happened.
 */
public final class ObservedMatrixBuilder {
  private int rows;
  private int columns;
  private final boolean fixed;
  private int[] rowOf = new int[1024];
  private int[] columnOf = new int[1024];
  private double[] valueOf = new double[1024];
  private int size;
  private int duplicates;

  /** Collects entries of a matrix that grows to hold the largest indices seen. */
  public ObservedMatrixBuilder() {
    fixed = false;
  }

  /** Collects entries of an n × m matrix; an index outside it is refused. */
  public ObservedMatrixBuilder(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    fixed = true;
  }

  /**
   * Adds one observed entry.
   *
   * @throws IllegalArgumentException if an index is negative or outside the matrix
   */
  public void add(int row, int column, double value) {
    if (row < 0 || column < 0 || (fixed && (row >= rows || column >= columns))) {
      throw new IllegalArgumentException(
          "entry (%d, %d) lies outside the matrix of %s"
              .formatted(row, column, fixed ? rows + " × " + columns : "indices from 0"));
    }
    if (size == rowOf.length) {
      rowOf = Arrays.copyOf(rowOf, size * 2);
      columnOf = Arrays.copyOf(columnOf, size * 2);
      valueOf = Arrays.copyOf(valueOf, size * 2);
    }
    rowOf[size] = row;
    columnOf[size] = column;
    valueOf[size++] = value;
    if (!fixed) {
      rows = Math.max(rows, row + 1);
      columns = Math.max(columns, column + 1);
    }
  }

  /**
   * Gives the rows and columns that occur so far other numbers.
   *
   * @param newRows the new number of each row
   * @param newColumns the new number of each column
   */
  void renumber(int[] newRows, int[] newColumns) {
    for (int t = 0; t < size; t++) {
      rowOf[t] = newRows[rowOf[t]];
      columnOf[t] = newColumns[columnOf[t]];
    }
  }

  /** Returns the number of entries added, repeated ones included. */
  public int size() {
    return size;
  }

  /** Returns how many entries {@link #build()} dropped because a later one had the same indices. */
  public int duplicates() {
    return duplicates;
  }

  /**
   * Returns the matrix.
   *
   * @throws IllegalArgumentException if nothing was added
   */
  public ObservedMatrix build() {
    return build(false);
  }

  /** Returns the matrix in which the values of entries given more than once are added up. */
  ObservedMatrix buildSum() {
    return build(true);
  }

  private ObservedMatrix build(boolean sum) {
    if (size == 0) {
      throw new IllegalArgumentException("no entry is observed; expected at least one");
    }
    int[] byColumn = stableOrder(columnOf, identity(), columns);
    int[] order = stableOrder(rowOf, byColumn, rows);
    int kept = 0;
    for (int t = 0; t < size; t++) {
      // Stable sorting leaves equal entries in the order they came, so the last one wins.
      if (t + 1 < size && same(order[t], order[t + 1])) {
        duplicates++;
        valueOf[order[t + 1]] += sum ? valueOf[order[t]] : 0;
      } else {
        order[kept++] = order[t];
      }
    }
    return compress(order, kept);
  }

  private boolean same(int s, int t) {
    return rowOf[s] == rowOf[t] && columnOf[s] == columnOf[t];
  }

  private int[] identity() {
    int[] order = new int[size];
    Arrays.setAll(order, t -> t);
    return order;
  }

  private static int[] stableOrder(int[] key, int[] order, int keys) {
    int[] next = new int[keys + 1];
    for (int t : order) {
      next[key[t] + 1]++;
    }
    for (int k = 0; k < keys; k++) {
      next[k + 1] += next[k];
    }
    int[] sorted = new int[order.length];
    for (int t : order) {
      sorted[next[key[t]]++] = t;
    }
    return sorted;
  }

  private ObservedMatrix compress(int[] order, int kept) {
    int[] starts = new int[rows + 1];
    int[] indices = new int[kept];
    double[] values = new double[kept];
    for (int t = 0; t < kept; t++) {
      starts[rowOf[order[t]] + 1]++;
      indices[t] = columnOf[order[t]];
      values[t] = valueOf[order[t]];
    }
    for (int i = 0; i < rows; i++) {
      starts[i + 1] += starts[i];
    }
    return new ObservedMatrix(rows, columns, starts, indices, values);
  }
}
