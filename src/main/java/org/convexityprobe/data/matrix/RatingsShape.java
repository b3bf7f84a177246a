package org.convexityprobe.data.matrix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What rows of ratings look like without names: ids, ids and a grade, and perhaps a time. */
final class RatingsShape {
  /** Rows from which on three columns of ids and numbers are no chance. */
  private static final int MANY = 20;

  private static final double FIRST_TIME = 1e8;
  private static final double BEST_GRADE = 10;

  /** In so many rows, one may repeat a pair of ids. */
  private static final int REPEATS = 20;

  private static final Pattern DATE =
      Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");

  private static final Pattern WORD_ID = Pattern.compile("[^,;|\\t]*\\p{L}[^,;|\\t]*|0\\d+");

  private static final Pattern CODE = Pattern.compile("B0[0-9A-Z]{8}|\\d{9}[0-9X]");

  private RatingsShape() {}

  /** Returns whether a column holds ASINs or ISBNs, and not just large numbers. */
  static boolean areCodes(List<TableRow> rows, int column) {
    return rows.stream()
            .allMatch(
                row -> row.width() > column && CODE.matcher(row.fields().get(column)).matches())
        && rows.stream().anyMatch(row -> !isWhole(row, column));
  }

  /** Returns the columns that are not empty in every row, as between two tabs in a row. */
  static List<Integer> filledColumns(List<TableRow> rows) {
    int width = rows.stream().mapToInt(TableRow::width).max().orElse(0);
    boolean[] filled = new boolean[width];
    for (TableRow row : rows) {
      for (int j = 0; j < row.width(); j++) {
        filled[j] |= !row.fields().get(j).isEmpty();
      }
    }
    return IntStream.range(0, width).filter(j -> filled[j]).boxed().toList();
  }

  /** Returns the rows without columns that are empty in all of them. */
  static List<TableRow> filled(List<TableRow> rows) {
    List<Integer> columns = filledColumns(rows);
    return rows.stream()
        .map(
            row ->
                new TableRow(
                    row.line(),
                    columns.stream().filter(j -> j < row.width()).map(row.fields()::get).toList()))
        .toList();
  }

  /** Returns the width that most rows have. */
  static int commonWidth(List<TableRow> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.width(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /** Returns whether all rows are user, item, grade and a time in seconds, as in u.data. */
  static boolean haveTimes(List<TableRow> rows) {
    return !rows.isEmpty()
        && rows.stream()
            .allMatch(
                row ->
                    row.width() == 4
                        && isId(row, 0)
                        && isId(row, 1)
                        && number(row, 2) >= 0
                        && number(row, 2) <= BEST_GRADE
                        && isWhole(row, 3)
                        && number(row, 3) >= FIRST_TIME);
  }

  /** Returns whether the last field of every row may be a time in seconds. */
  static boolean endWithTimes(List<TableRow> rows) {
    return rows.stream()
        .allMatch(
            row -> {
              int last = row.width() - 1;
              return isWhole(row, last) && number(row, last) >= FIRST_TIME;
            });
  }

  /**
   * Returns whether the rows may be user, item, any number and perhaps a date, since both columns
   * of ids repeat and hardly any pair does.
   */
  static boolean mayBeRatings(List<TableRow> rows) {
    if (rows.size() < MANY || !rows.stream().allMatch(RatingsShape::mayBeRating)) {
      return false;
    }
    long pairs = rows.stream().map(row -> row.fields().subList(0, 2)).distinct().count();
    return (rows.size() - pairs) * REPEATS <= rows.size()
        && IntStream.range(0, 2)
            .allMatch(
                j -> rows.stream().map(row -> row.fields().get(j)).distinct().count() < pairs);
  }

  private static boolean mayBeRating(TableRow row) {
    boolean dated = row.width() == 4 && DATE.matcher(row.fields().get(3)).matches();
    return (row.width() == 3 || dated)
        && isId(row, 0)
        && isId(row, 1)
        && isNumber(row.fields().get(2));
  }

  private static boolean isId(TableRow row, int column) {
    String field = row.fields().get(column);
    return switch (IdColumn.kind(field)) {
      case WHOLE -> true;
      case NUMBER -> false;
      case WORD -> WORD_ID.matcher(field).matches() && !MissingWords.USUAL.contains(field);
    };
  }

  private static boolean isWhole(TableRow row, int column) {
    return IdColumn.kind(row.fields().get(column)) == IdColumn.Kind.WHOLE;
  }

  /** Returns whether a field is a number by either decimal mark. */
  static boolean isNumber(String field) {
    return !Double.isNaN(DecimalNumbers.POINT.parse(field))
        || !Double.isNaN(new DecimalNumbers(',', false).parse(field));
  }

  private static double number(TableRow row, int column) {
    return DecimalNumbers.POINT.parse(row.fields().get(column));
  }
}
