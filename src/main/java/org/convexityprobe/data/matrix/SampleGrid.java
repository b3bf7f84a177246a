package org.convexityprobe.data.matrix;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.convexityprobe.data.matrix.TableCells.Kind;

/** Rows of one width, with the kind of each field, and what their numbers look like. */
final class SampleGrid {
  private final List<TableRow> rows;
  private final TableCells cells;
  private final int width;
  private final Kind[][] kinds;

  /**
   * Looks at rows.
   *
   * @param rows at least one; fields beyond the width are not looked at
   */
  SampleGrid(List<TableRow> rows, TableCells cells, int width) {
    this.rows = rows;
    this.cells = cells;
    this.width = width;
    kinds = new Kind[rows.size()][];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = rows.get(i).fields().stream().limit(width).map(cells::kind).toArray(Kind[]::new);
    }
  }

  int height() {
    return kinds.length;
  }

  int width() {
    return width;
  }

  Kind kind(int row, int column) {
    return kinds[row][column];
  }

  String field(int row, int column) {
    return rows.get(row).fields().get(column);
  }

  /** Counts the fields of a kind in a row, from a column on. */
  int inRow(int row, int from, Kind kind) {
    int count = 0;
    for (int j = from; j < kinds[row].length; j++) {
      count += kinds[row][j] == kind ? 1 : 0;
    }
    return count;
  }

  /** Counts the fields of a kind in a column, from a row on. */
  int inColumn(int column, int from, Kind kind) {
    int count = 0;
    for (int i = from; i < kinds.length; i++) {
      count += kinds[i][column] == kind ? 1 : 0;
    }
    return count;
  }

  /** Returns whether all fields of a row from a column on are whole numbers, digits alone. */
  boolean isWholeRow(int row, int from) {
    return IntStream.range(from, width).allMatch(j -> isWhole(field(row, j)));
  }

  /** Returns whether all fields of a column from a row on are whole numbers, digits alone. */
  boolean isWholeColumn(int column, int from) {
    return IntStream.range(from, height()).allMatch(i -> isWhole(field(i, column)));
  }

  /** Returns whether all numbers of a column from a row on are whole, and nothing is a word. */
  boolean isWholeOrMissing(int column, int from) {
    return inColumn(column, from, Kind.WORD) == 0
        && column(column, from).stream().allMatch(value -> value == Math.rint(value));
  }

  private static boolean isWhole(String field) {
    return !field.isEmpty() && field.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Returns whether no number from a place on is written as a whole one. */
  boolean isFractional(int fromRow, int fromColumn) {
    for (int i = fromRow; i < height(); i++) {
      for (int j = fromColumn; j < width; j++) {
        if (kinds[i][j] == Kind.NUMBER && isWhole(field(i, j))) {
          return false;
        }
      }
    }
    return true;
  }

  Sequence row(int row, int from) {
    return new Sequence(width - from, j -> value(row, from + j));
  }

  Sequence column(int column, int from) {
    return new Sequence(height() - from, i -> value(from + i, column));
  }

  private double value(int row, int column) {
    return kinds[row].length > column ? cells.value(field(row, column)) : Double.NaN;
  }

  /**
   * Numbers one after the other, such as a row.
   *
   * @param length how many
   * @param values by position; NaN where there is no number
   */
  record Sequence(int length, IntToDoubleFunction values) {
    /** Returns whether each number is above the one before; what is missing is skipped. */
    boolean rises() {
      double before = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < length; i++) {
        double value = values.applyAsDouble(i);
        if (value <= before) {
          return false;
        }
        before = Double.isNaN(value) ? before : value;
      }
      return true;
    }

    /** Returns whether the numbers are first, first + step, … to rounding. */
    boolean isEven() {
      double step = length < 2 ? 0 : values.applyAsDouble(1) - values.applyAsDouble(0);
      for (int i = 2; i < length; i++) {
        double next = values.applyAsDouble(i) - values.applyAsDouble(i - 1);
        if (!(Math.abs(next - step) <= 1e-6 * Math.abs(step))) {
          return false;
        }
      }
      return length >= 2 && step != 0 && !Double.isNaN(step);
    }

    /** Returns whether the numbers count up from a first one. */
    boolean countsFrom(double first) {
      return length > 0
          && IntStream.range(0, length).allMatch(i -> values.applyAsDouble(i) == first + i);
    }

    /** Returns whether the numbers count up from 0 or 1. */
    boolean counts() {
      return countsFrom(0) || countsFrom(1);
    }

    boolean isWithin(double least, double most) {
      return IntStream.range(0, length)
          .mapToDouble(values)
          .allMatch(value -> value >= least && value <= most);
    }

    /** Returns the numbers, without what is missing. */
    DoubleStream stream() {
      return IntStream.range(0, length).mapToDouble(values).filter(value -> !Double.isNaN(value));
    }

    /** Returns whether no number occurs twice. */
    boolean isDistinct() {
      return stream().distinct().count() == stream().count();
    }
  }
}
