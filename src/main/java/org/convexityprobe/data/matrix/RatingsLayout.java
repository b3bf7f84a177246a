package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a file of ratings is laid out.
 *
 * @param separator between fields
 * @param cells how ratings are written
 * @param headerRows rows before the first rating
 * @param columns where users, items and ratings stand
 * @param names of the columns; empty without a header
 * @param mapped whether ids are numbered by their rank
 */
record RatingsLayout(
    Separator separator,
    TableCells cells,
    int headerRows,
    RatingsColumns columns,
    List<String> names,
    boolean mapped) {
  private static final List<Separator> SEPARATORS =
      List.of(
          Separator.COLONS,
          Separator.TAB,
          Separator.COMMA,
          Separator.SEMICOLON,
          Separator.PIPE,
          Separator.BLANKS);

  /** Rows from which on three columns of ids and grades are no chance; no ratings have columns. */
  private static final int MANY = 20;

  private static final double FIRST_TIME = 1e8;
  private static final double BEST_GRADE = 10;

  /** One in so many ids may be a slip; more are words on purpose. */
  private static final int SLIPS = 100;

  /**
   * Returns the layout of a file that is known to hold ratings.
   *
   * @throws MatrixFileException if it has fewer than three columns
   * @throws IllegalArgumentException if its header names some of the three and not all
   */
  static RatingsLayout of(TableSample sample, TableOptions options) throws IOException {
    for (Separator separator : separators(sample, options)) {
      List<TableRow> rows = sample.rows(separator);
      if (rows.stream().anyMatch(row -> row.width() >= 3)) {
        return of(sample, rows, separator, options);
      }
    }
    throw new MatrixFileException(
        sample.file(),
        sample.linesBefore() + 1,
        "no row of three fields or more between '::', tabs, commas, semicolons, bars or blanks;"
            + " expected user, item, rating");
  }

  private static RatingsLayout of(
      TableSample sample, List<TableRow> rows, Separator separator, TableOptions options) {
    TableRow first = rows.get(0);
    boolean header =
        options.header() == null
            ? first.width() < 3 || isWord(first.fields().get(2)) || namesAll(first)
            : options.header() > 0;
    int headerRows = options.header() == null ? (header ? 1 : 0) : options.header();
    List<String> names =
        header && headerRows <= rows.size() ? rows.get(headerRows - 1).fields() : List.of();
    RatingsColumns columns = RatingsColumns.named(names);
    if (columns == null && RatingsColumns.namesAny(names)) {
      throw new IllegalArgumentException(
          ("%s: the columns %s name user, item and rating not once each; rename them, or leave the"
                  + " header out and keep the three in this order")
              .formatted(sample.file(), String.join(", ", names)));
    }
    return new RatingsLayout(
            separator,
            cells(
                sample,
                fields(rows, headerRows, columns == null ? 2 : columns.rating()),
                separator,
                options),
            headerRows,
            columns == null ? RatingsColumns.IN_ORDER : columns,
            names,
            false)
        .withMapping(rows, options);
  }

  private static boolean namesAll(TableRow row) {
    return row.width() <= MANY && RatingsColumns.named(row.fields()) != null;
  }

  private static boolean isWord(String field) {
    return new TableCells(DecimalNumbers.POINT, MissingWords.USUAL).kind(field)
            == TableCells.Kind.WORD
        && Double.isNaN(new DecimalNumbers(',', false).parse(field));
  }

  /**
   * Returns the layout if the file looks like ratings: by the names of its columns, by {@code ::},
   * or by four columns of which the last holds times; null otherwise.
   *
   * @throws IllegalArgumentException if it looks like ratings without times, which any three
   *     columns of whole numbers may
   */
  static RatingsLayout recognized(TableSample sample, TableOptions options) throws IOException {
    for (Separator separator : separators(sample, options)) {
      List<TableRow> rows;
      try {
        rows = sample.rows(separator);
      } catch (MatrixFileException e) {
        // Quotes that end in the middle of a field by this separator: it is another one.
        continue;
      }
      int from = options.header() == null ? 0 : options.header();
      boolean known =
          !rows.isEmpty()
              && (namesAll(rows.get(Math.min(from, rows.size() - 1)))
                  || namesAll(rows.get(Math.max(0, Math.min(from, rows.size()) - 1)))
                  || isColons(separator, rows)
                  || haveTimes(rows.subList(Math.min(from, rows.size()), rows.size())));
      if (known) {
        return of(sample, rows, separator, options);
      }
      if (from == 0 && options.index() == null && mayBeRatings(rows)) {
        throw new IllegalArgumentException(
            ("%s: three columns of whole numbers that may be user, item and rating; give --format"
                    + " ratings, or --format delimited for a table of three columns")
                .formatted(sample.file()));
      }
    }
    return null;
  }

  private static List<Separator> separators(TableSample sample, TableOptions options) {
    List<Separator> tried = options.separator() == null ? SEPARATORS : options.separators();
    return tried.stream().filter(sample::has).toList();
  }

  private static boolean isColons(Separator separator, List<TableRow> rows) {
    return separator.equals(Separator.COLONS)
        && rows.stream().allMatch(row -> row.width() == 3 || row.width() == 4 || row.width() == 2)
        && rows.get(0).width() > 2;
  }

  /** Returns whether all rows are user, item, grade and a time in seconds, as in u.data. */
  private static boolean haveTimes(List<TableRow> rows) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> row.width() == 4 && isRating(row))
        && rows.stream().allMatch(row -> isWhole(row, 3) && number(row, 3) >= FIRST_TIME);
  }

  private static boolean mayBeRatings(List<TableRow> rows) {
    if (rows.size() < MANY || !rows.stream().allMatch(row -> row.width() == 3 && isRating(row))) {
      return false;
    }
    long pairs = rows.stream().map(row -> row.fields().subList(0, 2)).distinct().count();
    return pairs == rows.size()
        && IntStream.range(0, 3)
            .allMatch(
                j -> rows.stream().map(row -> row.fields().get(j)).distinct().count() < pairs);
  }

  private static boolean isRating(TableRow row) {
    double grade = number(row, 2);
    return isWhole(row, 0) && isWhole(row, 1) && grade >= 0 && grade <= BEST_GRADE;
  }

  private static boolean isWhole(TableRow row, int column) {
    return IdColumn.kind(row.fields().get(column)) == IdColumn.Kind.WHOLE;
  }

  private static double number(TableRow row, int column) {
    return DecimalNumbers.POINT.parse(row.fields().get(column));
  }

  /**
   * Chooses the decimal mark by which more ratings are numbers.
   *
   * @throws IllegalArgumentException if they are other numbers by the other mark
   */
  private static TableCells cells(
      TableSample sample, List<String> ratings, Separator separator, TableOptions options) {
    TableCells best = null;
    long most = -1;
    boolean equal = false;
    for (char mark : options.decimalMarks()) {
      TableCells cells = new TableCells(new DecimalNumbers(mark, false), options.missingWords());
      long numbers =
          ratings.stream().filter(field -> cells.kind(field) == TableCells.Kind.NUMBER).count();
      equal = numbers == most;
      if (numbers > most) {
        most = numbers;
        best = cells;
      }
    }
    if (equal && ratings.stream().anyMatch(field -> TableSniffer.mayBeEither(separator, field))) {
      throw new IllegalArgumentException(sample.file() + ": " + TableSniffer.WHICH_MARK);
    }
    return best;
  }

  private static List<String> fields(List<TableRow> rows, int from, int column) {
    return rows.stream()
        .skip(from)
        .filter(row -> row.width() > column)
        .map(row -> row.fields().get(column))
        .toList();
  }

  private RatingsLayout withMapping(List<TableRow> rows, TableOptions options) {
    boolean words =
        haveWords(rows, columns.user()) || haveWords(rows, columns.item()) || options.mapIds();
    return new RatingsLayout(separator, cells, headerRows, columns, names, words);
  }

  private boolean haveWords(List<TableRow> rows, int column) {
    List<String> body = fields(rows, headerRows, column);
    long words =
        body.stream()
            .filter(field -> IdColumn.kind(field) == IdColumn.Kind.WORD && !field.isEmpty())
            .count();
    return words * SLIPS >= body.size() && words > 0;
  }

  /** Returns the least number of fields of a row. */
  int width() {
    return 1 + Math.max(columns.user(), Math.max(columns.item(), columns.rating()));
  }

  /** Returns what was decided, such as {@code ratings: fields separated by tabs, no header row}. */
  String describe() {
    List<String> parts = new ArrayList<>();
    parts.add("fields separated by " + separator.words());
    if (cells.numbers().mark() == ',') {
      parts.add("decimal comma");
    }
    parts.add(TableLayout.count(headerRows, "header row"));
    parts.add("users in " + column(columns.user()));
    parts.add("items in " + column(columns.item()));
    parts.add("ratings in " + column(columns.rating()));
    return "ratings: " + String.join(", ", parts);
  }

  private String column(int index) {
    String number = "column " + (index + 1);
    return index < names.size()
        ? number + " (" + TextLines.shorten(names.get(index)) + ")"
        : number;
  }
}
