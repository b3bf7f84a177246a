package org.convexityprobe.data.matrix;

/**
 * A matrix whose entries are all observed.
 *
 * @param rows n
 * @param columns m
 * @param values the n·m entries, row after row
 */
@SuppressWarnings("ArrayRecordComponent") // millions of entries: shared, not copied
public record DenseMatrix(int rows, int columns, double[] values) implements RealMatrix {
  /** Checks that the sizes agree. */
  public DenseMatrix {
    requireSize(rows, columns);
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          "a %d × %d matrix has %d entries, not %d"
              .formatted(rows, columns, rows * columns, values.length));
    }
  }

  static void requireSize(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "matrix of %d × %d; expected at least one row and one column".formatted(rows, columns));
    }
    if ((long) rows * columns > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a dense %d × %d matrix has %d entries (%.1f GiB); at most 2^31 fit; use a smaller one"
              .formatted(
                  rows, columns, (long) rows * columns, (double) rows * columns * 8 / (1L << 30)));
    }
  }

  /** Returns entry (row, column). */
  public double get(int row, int column) {
    return values[row * columns + column];
  }

  @Override
  public int observedCount() {
    return values.length;
  }

  @Override
  public DenseMatrix transposed() {
    double[] transposed = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = values[i * columns + j];
      }
    }
    return new DenseMatrix(columns, rows, transposed);
  }

  @Override
  public DenseMatrix scaledBy(double factor) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = values[i] * factor;
    }
    return new DenseMatrix(rows, columns, scaled);
  }

  @Override
  public DenseMatrix select(int[] chosenRows, int[] chosenColumns) {
    double[] chosen = new double[chosenRows.length * chosenColumns.length];
    int next = 0;
    for (int row : chosenRows) {
      for (int column : chosenColumns) {
        chosen[next++] = get(row, column);
      }
    }
    return new DenseMatrix(chosenRows.length, chosenColumns.length, chosen);
  }

  /** Returns the matrix of the entries that are not NaN: those are the observed ones. */
  ObservedMatrix withoutNaN() {
    int count = (int) java.util.Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    int[] starts = new int[rows + 1];
    int[] indices = new int[count];
    double[] observed = new double[count];
    int next = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double value = get(i, j);
        if (!Double.isNaN(value)) {
          indices[next] = j;
          observed[next++] = value;
        }
      }
      starts[i + 1] = next;
    }
    return new ObservedMatrix(rows, columns, starts, indices, observed);
  }

  @Override
  public String toString() {
    return "dense %d × %d matrix".formatted(rows, columns);
  }
}
