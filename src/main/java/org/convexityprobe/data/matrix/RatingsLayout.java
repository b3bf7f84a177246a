package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  /** No ratings have more columns. */
  private static final int MOST_COLUMNS = 20;

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
    boolean header = options.header() == null ? startsWithHeader(rows) : options.header() > 0;
    int headerRows = options.header() == null ? (header ? 1 : 0) : options.header();
    List<String> names =
        header && headerRows <= rows.size() ? rows.get(headerRows - 1).fields() : List.of();
    RatingsColumns columns = RatingsColumns.named(names);
    if (columns == null && RatingsColumns.namesAny(names)) {
      throw notOnceEach(
          sample, names, "rename them, or leave the header out and keep the three in this order");
    }
    List<TableRow> body = rows.subList(Math.min(headerRows, rows.size()), rows.size());
    columns = columns == null ? RatingsColumns.inOrder(RatingsShape.filledColumns(body)) : columns;
    if (hasRowNames(sample, names, body)) {
      names = Stream.concat(Stream.of(""), names.stream()).toList();
      columns = columns.shifted(1);
    }
    return new RatingsLayout(
            separator,
            cells(sample, fields(rows, headerRows, columns.rating()), separator, options),
            headerRows,
            columns,
            names,
            false)
        .withMapping(rows, options);
  }

  private static IllegalArgumentException notOnceEach(
      TableSample sample, List<String> names, String remedy) {
    return new IllegalArgumentException(
        "%s: the columns %s name user, item and rating not once each; %s"
            .formatted(sample.file(), String.join(", ", names), remedy));
  }

  private static boolean startsWithHeader(List<TableRow> rows) {
    TableRow first = rows.get(0);
    List<Integer> filled = RatingsShape.filledColumns(rows);
    int third = filled.size() > 2 ? filled.get(2) : 2;
    return first.width() <= third || isWord(first.fields().get(third)) || namesAll(first);
  }

  /**
   * Returns whether names of rows precede the columns that the header names, as R's write.table
   * leaves their own name out.
   *
   * @throws IllegalArgumentException if a column is not named that may be another one
   */
  private static boolean hasRowNames(TableSample sample, List<String> names, List<TableRow> body) {
    List<TableRow> rows = RatingsShape.filled(body);
    int named = names.size();
    while (named > 0 && names.get(named - 1).isEmpty()) {
      named--;
    }
    int width = named + 1;
    if (named < 3
        || names.stream().anyMatch(RatingsShape::isNumber)
        || RatingsShape.commonWidth(body) == names.size()
        || RatingsShape.commonWidth(rows) != width) {
      return false;
    }
    boolean clear =
        rows.stream().allMatch(row -> row.width() == width)
            && rows.stream().map(row -> row.fields().get(0)).distinct().count() == rows.size()
            && (RatingsColumns.endsWithTime(names.subList(0, named))
                || !RatingsShape.endWithTimes(rows));
    if (!clear) {
      throw new IllegalArgumentException(
          ("%s: the header names %d columns (%s), but most rows have %d fields; name the missing"
                  + " column in the header, or put fields that hold the separator in quotes")
              .formatted(sample.file(), named, String.join(", ", names), width));
    }
    return true;
  }

  private static boolean namesAll(TableRow row) {
    return row.width() <= MOST_COLUMNS && RatingsColumns.named(row.fields()) != null;
  }

  private static boolean isWord(String field) {
    return !MissingWords.USUAL.contains(field) && !RatingsShape.isNumber(field);
  }

  /**
   * Returns the layout if the file looks like ratings: by the names of its columns, by {@code ::},
   * or by four columns of which the last holds times; null otherwise.
   *
   * @throws IllegalArgumentException if it may be ratings or not: its names tell in part, or it has
   *     two columns of ids that repeat and one of numbers
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
      if (rows.isEmpty()) {
        continue;
      }
      int from = Math.min(options.header() == null ? 0 : options.header(), rows.size());
      List<TableRow> below = RatingsShape.filled(rows.subList(from, rows.size()));
      boolean known =
          namesAll(rows.get(Math.min(from, rows.size() - 1)))
              || namesAll(rows.get(Math.max(0, from - 1)))
              || isColons(separator, rows)
              || RatingsShape.haveTimes(below);
      if (known && RatingsColumns.named(rows.get(0).fields()) == null) {
        requireUsersFirst(sample, below);
      }
      if (known) {
        return of(sample, rows, separator, options);
      }
      if (options.index() == null) {
        askIfUnclear(sample, rows, options.header());
      }
    }
    return null;
  }

  /** Amazon's ratings alone have users first in older files, and items in newer ones. */
  private static void requireUsersFirst(TableSample sample, List<TableRow> rows) {
    if (RatingsShape.areCodes(rows, 0) && !RatingsShape.areCodes(rows, 1)) {
      throw new IllegalArgumentException(
          ("%s: the first column holds codes of items, such as %s, and none names the columns; put"
                  + " the line item,user,rating,timestamp, or user,item,rating,timestamp, above")
              .formatted(sample.file(), rows.get(0).fields().get(0)));
    }
  }

  private static void askIfUnclear(TableSample sample, List<TableRow> rows, Integer header) {
    int headerRows = header == null ? (startsWithHeader(rows) ? 1 : 0) : header;
    if (headerRows >= rows.size()) {
      return;
    }
    List<TableRow> body = RatingsShape.filled(rows.subList(headerRows, rows.size()));
    boolean mayBe = RatingsShape.mayBeRatings(body) || RatingsShape.haveTimes(body);
    List<String> names = headerRows > 0 ? rows.get(headerRows - 1).fields() : List.of();
    if (namesSome(names, body) || (mayBe && RatingsColumns.namesAny(names))) {
      throw notOnceEach(
          sample, names, "rename them if it holds ratings, or give --format delimited for a table");
    }
    if (mayBe) {
      throw new IllegalArgumentException(
          ("%s: three columns that may be user, item and rating; give --format ratings, or --format"
                  + " delimited for a table")
              .formatted(sample.file()));
    }
  }

  private static boolean namesSome(List<String> names, List<TableRow> body) {
    int unnamed = RatingsShape.commonWidth(body) - names.size();
    return names.size() <= MOST_COLUMNS
        && (unnamed == 0 || unnamed == 1)
        && RatingsColumns.namesSome(names);
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
