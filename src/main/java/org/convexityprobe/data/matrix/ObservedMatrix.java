package org.convexityprobe.data.matrix;

import java.util.Arrays;

/**
 * A matrix of which only some entries were observed (ratings, say), in compressed rows. An entry
 * that is not stored is unknown, not zero.
 *
 * @param rows n
 * @param columns m
 * @param rowStarts n + 1 offsets: row i holds entries rowStarts[i] to rowStarts[i + 1] − 1
 * @param columnIndices the column of each entry, ascending within a row
 * @param values the observed entries
 */
@SuppressWarnings("ArrayRecordComponent") // millions of entries: shared, not copied
public record ObservedMatrix(
    int rows, int columns, int[] rowStarts, int[] columnIndices, double[] values)
    implements RealMatrix {

  /** Checks that the offsets ascend and that every column lies inside the matrix. */
  public ObservedMatrix {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "matrix of %d × %d; expected at least one row and one column".formatted(rows, columns));
    }
    if (rowStarts.length != rows + 1
        || rowStarts[0] != 0
        || rowStarts[rows] != values.length
        || columnIndices.length != values.length) {
      throw new IllegalArgumentException(
          "%d rows need %d offsets that end at the number of entries, %d"
              .formatted(rows, rows + 1, values.length));
    }
    for (int i = 0; i < rows; i++) {
      requireAscending(i, rowStarts, columnIndices, columns);
    }
  }

  private static void requireAscending(int row, int[] starts, int[] indices, int columns) {
    int previous = -1;
    for (int t = starts[row]; t < starts[row + 1]; t++) {
      if (indices[t] <= previous || indices[t] >= columns) {
        throw new IllegalArgumentException(
            "row %d: column %d after column %d; expected ascending columns below %d"
                .formatted(row, indices[t], previous, columns));
      }
      previous = indices[t];
    }
  }

  @Override
  public int observedCount() {
    return values.length;
  }

  /** Returns how many entries of a row are observed. */
  public int rowCount(int row) {
    return rowStarts[row + 1] - rowStarts[row];
  }

  @Override
  public ObservedMatrix transposed() {
    int[] starts = new int[columns + 1];
    for (int column : columnIndices) {
      starts[column + 1]++;
    }
    for (int j = 0; j < columns; j++) {
      starts[j + 1] += starts[j];
    }
    int[] next = Arrays.copyOf(starts, columns);
    int[] indices = new int[values.length];
    double[] transposed = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int t = rowStarts[i]; t < rowStarts[i + 1]; t++) {
        int slot = next[columnIndices[t]]++;
        indices[slot] = i;
        transposed[slot] = values[t];
      }
    }
    return new ObservedMatrix(columns, rows, starts, indices, transposed);
  }

  @Override
  public ObservedMatrix scaledBy(double factor) {
    double[] scaled = Arrays.stream(values).map(value -> value * factor).toArray();
    return new ObservedMatrix(rows, columns, rowStarts, columnIndices, scaled);
  }

  @Override
  public ObservedMatrix select(int[] chosenRows, int[] chosenColumns) {
    int[] newColumn = new int[columns];
    Arrays.fill(newColumn, -1);
    for (int j = 0; j < chosenColumns.length; j++) {
      newColumn[chosenColumns[j]] = j;
    }
    ObservedMatrixBuilder builder =
        new ObservedMatrixBuilder(chosenRows.length, chosenColumns.length);
    for (int i = 0; i < chosenRows.length; i++) {
      for (int t = rowStarts[chosenRows[i]]; t < rowStarts[chosenRows[i] + 1]; t++) {
        if (newColumn[columnIndices[t]] >= 0) {
          builder.add(i, newColumn[columnIndices[t]], values[t]);
        }
      }
    }
    return builder.build();
  }

  /** Returns the rows of which something was observed. */
  int[] filledRows() {
    return java.util.stream.IntStream.range(0, rows).filter(i -> rowCount(i) > 0).toArray();
  }

  @Override
  public String toString() {
    return "%d × %d matrix with %d observed entries".formatted(rows, columns, values.length);
  }
}
