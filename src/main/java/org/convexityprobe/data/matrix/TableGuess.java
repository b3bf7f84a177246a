package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.convexityprobe.data.matrix.TableCells.Kind;

/**
 * Decides on the header and the index of a table whose separator and decimal mark are given. Rows
 * of words at the top are a header and columns of words on the left an index. Where both are
 * numbers, as pandas writes them by default, what they look like decides, or else the user.
 */
final class TableGuess {
  private final TableSample sample;
  private List<TableRow> rows;
  private final Separator separator;
  private final TableCells cells;
  private final TableOptions options;

  private SampleGrid grid;
  private List<TableRow> body;
  private int header;
  private int index;
  private int leading;

  /** What came out; of several, that with most numbers is right. */
  sealed interface Outcome permits Found, Unclear, Wrong {
    /** Returns how many entries are numbers. */
    int numbers();
  }

  /** A table of this layout. */
  record Found(TableLayout layout, int numbers) implements Outcome {}

  /** A table that may be read in two ways. */
  record Unclear(String question, int numbers) implements Outcome {}

  /** No table of numbers, for what stands in a line. */
  record Wrong(long line, String problem, int numbers) implements Outcome {}

  TableGuess(
      TableSample sample,
      List<TableRow> rows,
      Separator separator,
      TableCells cells,
      TableOptions options) {
    this.sample = sample;
    this.rows = rows;
    this.separator = separator;
    this.cells = cells;
    this.options = options;
  }

  Outcome outcome() throws IOException {
    int given = options.header() == null ? 0 : options.header();
    if (rows.size() <= given) {
      return new Wrong(
          sample.linesBefore() + sample.lines().size(),
          "the table ends before its first row of numbers, with %s"
              .formatted(TableLayout.count(given, "header row")),
          0);
    }
    TableRow marked = markedHeader();
    if (marked != null) {
      rows = Stream.concat(Stream.of(marked), rows.stream()).toList();
      given = 1;
    }
    leading = leadingEmptyColumns();
    rows = rows.stream().map(row -> row.from(leading)).toList();
    body = rows.subList(given, rows.size());
    int full = commonWidth(body);
    int empty = emptyColumns(full);
    boolean shortHeader = isShortHeader(given, full - empty);
    if (given == 0 && shortHeader) {
      body = body.subList(1, body.size());
      if (full == 2 && options.index() == null && mayBeDecimalCommas()) {
        return new Unclear(
            "one column of numbers with a decimal comma (then give --separator tab), or names of"
                + " rows and a column of numbers (then give --index 1)",
            2 * body.size());
      }
    }
    Outcome ragged = ragged(full - empty, full);
    if (ragged != null) {
      return ragged;
    }
    grid = new SampleGrid(body, cells, full - empty);
    header = 0;
    index = options.index() == null ? (shortHeader ? 1 : -1) : options.index();
    Outcome stopped =
        given > 0 || options.header() != null || shortHeader
            ? decideIndex(headerAbove())
            : decideBoth();
    if (stopped != null) {
      return stopped;
    }
    Outcome wrong = firstWord();
    if (wrong == null && options.index() == null && haveOneName()) {
      return new Unclear(
          ("the first column holds '%s' in every row; give --index 1 if it names the rows, or more"
                  + " if the columns after it do too")
              .formatted(TextLines.shorten(grid.field(header, 0))),
          numbers(header, index));
    }
    int headerRows = header + given + (given == 0 && shortHeader ? 1 : 0);
    return wrong != null
        ? wrong
        : new Found(
            new TableLayout(
                separator, cells, headerRows, index, grid.width() - index, empty, leading, marked),
            numbers(header, index));
  }

  /** Returns the last comment above the table if it is its header, and the first row is not. */
  private TableRow markedHeader() throws IOException {
    boolean numbers =
        rows.get(0).fields().stream().anyMatch(field -> cells.kind(field) == Kind.NUMBER);
    return options.header() == null && numbers
        ? sample.markedHeader(separator, commonWidth(rows))
        : null;
  }

  private static int commonWidth(List<TableRow> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.width(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  /** Counts the columns at the start that are empty even in a header, as bars before rows make. */
  private int leadingEmptyColumns() {
    int columns = 0;
    while (rows.size() > 1 && options.index() == null && isEmptyEverywhere(columns)) {
      columns++;
    }
    return columns;
  }

  private boolean isEmptyEverywhere(int column) {
    return rows.stream()
        .allMatch(row -> row.width() > column + 1 && row.fields().get(column).isEmpty());
  }

  /** Counts the columns at the end that are empty in all of several rows. */
  private int emptyColumns(int full) {
    int first = full;
    while (body.size() > 1 && first > 1 && allBlankFrom(first - 1)) {
      first--;
    }
    return full - first;
  }

  private boolean allBlankFrom(int column) {
    return body.stream().allMatch(row -> row.isBlankFrom(column));
  }

  /** R leaves the index column's name out of the header, which then has one field less. */
  private boolean isShortHeader(int given, int width) {
    boolean refused = options.header() != null && options.header() == 0;
    if (refused || (options.index() != null && options.index() != 1)) {
      return false;
    }
    TableRow row = given == 0 ? rows.get(0) : rows.get(given - 1);
    if (rows.size() < 2 || row.width() != width - 1) {
      return false;
    }
    boolean names = row.fields().stream().noneMatch(field -> cells.kind(field) == Kind.NUMBER);
    boolean entries =
        rows.get(1).fields().stream().skip(1).noneMatch(field -> cells.kind(field) == Kind.WORD);
    return given > 0 || (names && entries);
  }

  /** Returns whether each row is digits, a comma, digits: one number, or two fields. */
  private boolean mayBeDecimalCommas() {
    return separator.equals(Separator.COMMA)
        && body.stream()
            .allMatch(row -> row.fields().stream().allMatch(field -> field.matches("[+-]?\\d+")));
  }

  private Outcome ragged(int width, int full) {
    for (int i = 0; i < body.size(); i++) {
      TableRow row = body.get(i);
      boolean fits = row.width() >= width && row.width() <= full;
      if (!fits) {
        String above =
            i == 0 && options.header() == null
                ? "; if it stands above the table, say by --header how many rows do"
                : "";
        return new Wrong(
            row.line(),
            "%s, but most rows have %d%s"
                .formatted(TableLayout.count(row.width(), "field"), full, above),
            numbersAnywhere());
      }
    }
    return null;
  }

  private int numbersAnywhere() {
    return (int)
        body.stream()
            .flatMap(row -> row.fields().stream())
            .filter(field -> cells.kind(field) == Kind.NUMBER)
            .count();
  }

  /** Returns the last row above the grid, or null. */
  private TableRow headerAbove() {
    int above = rows.size() - body.size();
    return above == 0 ? null : rows.get(above - 1);
  }

  /** Decides on header and index where no header is given; returns null once both are. */
  private Outcome decideBoth() {
    int first = 0;
    while (first < grid.height() && grid.inRow(first, 0, Kind.NUMBER) == 0) {
      first++;
    }
    if (first == grid.height()) {
      return noNumbers();
    }
    boolean given = index >= 0;
    index = given ? index : wordColumns(Math.max(first, grid.height() > 1 ? 1 : 0));
    while (header < first && grid.inRow(header, Math.min(index, grid.width() - 1), Kind.WORD) > 0) {
      header++;
    }
    if (header > 1) {
      return new Unclear(
          ("lines %d to %d hold no numbers; give --header %d if they are all headers, or --missing"
                  + " WORD if a word there stands for missing values")
              .formatted(body.get(0).line(), body.get(header - 1).line(), header),
          numbers(header, 0));
    }
    Outcome stopped =
        header == 0 ? new NumericLabels(this, given).decideHeader() : headerOfNumbers();
    if (stopped != null || given) {
      return stopped;
    }
    index = header == 0 ? Math.min(index, wordColumns(0)) : index;
    return decideIndex(header == 0 ? null : body.get(header - 1));
  }

  private List<String> names(int row) {
    return body.get(row).fields().subList(0, Math.min(index, grid.width()));
  }

  /** Refuses a header of which every field is a number in a notation that is not read. */
  private Outcome headerOfNumbers() {
    int words = grid.inRow(0, index, Kind.WORD);
    if (isLabelled(0, body.get(0))) {
      return null;
    }
    for (int j = index; j < grid.width(); j++) {
      words -= grid.kind(0, j) == Kind.WORD && WordFault.isNumberLike(grid.field(0, j)) ? 1 : 0;
    }
    for (int j = index; words == 0 && j < grid.width(); j++) {
      if (grid.kind(0, j) == Kind.WORD) {
        return wrongAt(0, j);
      }
    }
    return null;
  }

  /** Returns whether all of several rows have the same name, as a name with blanks in it makes. */
  private boolean haveOneName() {
    boolean same = index > 0 && grid.height() - header > 1;
    for (int i = header + 1; same && i < grid.height(); i++) {
      same = names(i).equals(names(header));
    }
    return same;
  }

  private Outcome noNumbers() {
    Wrong first = null;
    int like = 0;
    for (int i = 0; i < grid.height(); i++) {
      for (int j = 0; j < grid.width(); j++) {
        if (grid.kind(i, j) == Kind.WORD && WordFault.isNumberLike(grid.field(i, j))) {
          first = first == null ? wrongAt(i, j) : first;
          like++;
        }
      }
    }
    if (first != null) {
      return new Wrong(first.line(), first.problem(), like);
    }
    TableRow row = body.get(body.size() - 1);
    return new Wrong(
        row.line(),
        grid.height() == 1
            ? "one row of words and no row of numbers; expected a table of numbers"
            : "no numbers up to here; expected a table of numbers",
        0);
  }

  /** Counts the columns of words on the left; one of mostly words may look like numbers in part. */
  private int wordColumns(int from) {
    int columns = 0;
    while (columns < grid.width()
        && grid.inColumn(columns, from, Kind.NUMBER) == 0
        && isOfNames(columns, from)) {
      columns++;
    }
    return columns == 0 && grid.width() > 1 && isOfNames(0, from) ? 1 : columns;
  }

  /**
   * Returns whether a column holds more names than numbers. Numbers in a notation that is not read
   * count as numbers, unless the header says that the column names the rows.
   */
  private boolean isOfNames(int column, int from) {
    int words = grid.inColumn(column, from, Kind.WORD);
    int others = grid.inColumn(column, from, Kind.NUMBER);
    if (!isLabelled(column, from > 0 ? body.get(from - 1) : headerAbove())) {
      for (int i = from; i < grid.height(); i++) {
        if (grid.kind(i, column) == Kind.WORD && WordFault.isNumberLike(grid.field(i, column))) {
          words--;
          others++;
        }
      }
    }
    return words > others;
  }

  private boolean isLabelled(int column, TableRow above) {
    if (above == null || above.width() < grid.width()) {
      return false;
    }
    String name = above.fields().get(column);
    return name.isEmpty() || NameWords.isLabel(name);
  }

  /** Decides on the index where the header is known; returns null once it is. */
  private Outcome decideIndex(TableRow above) {
    if (options.index() != null) {
      return null;
    }
    index = index > 0 ? index : wordColumns(header);
    if (index == 0 && startsWithPlaces(above)) {
      index = 1;
    }
    Outcome stopped = index > 0 ? null : new NumericLabels(this, false).decideIndex(above);
    return stopped == null && index > 0 && above != null ? furtherLabels(above) : stopped;
  }

  /** Chromosomes may be numbers, of which many rows have the same. */
  private boolean startsWithPlaces(TableRow above) {
    return above != null
        && above.width() > 2
        && NameWords.isChromosome(above.fields().get(0))
        && NameWords.isPlace(above.fields().get(1));
  }

  /** Takes columns of numbers beside names that number the rows too, by their names. */
  private Outcome furtherLabels(TableRow above) {
    int shift = above.width() == grid.width() - 1 ? 1 : 0;
    if (above.width() < grid.width() - shift) {
      return null;
    }
    boolean genes = above.fields().subList(0, index - shift).stream().anyMatch(NameWords::isGene);
    for (; index < grid.width() - 1; index++) {
      String name = above.fields().get(index - shift);
      boolean place = genes && NameWords.isPlace(name);
      boolean words = isOfNames(index, header) && grid.inColumn(index, header, Kind.NUMBER) == 0;
      boolean whole = grid.isWholeOrMissing(index, header);
      if (!words && !(whole && (place || NameWords.isLabel(name)))) {
        return null;
      }
      boolean distinct =
          grid.column(index, header).isDistinct() && NameWords.isLabelWithoutDoubt(name);
      if (!words && !place && !distinct && !NameWords.isUnnamed(name)) {
        return new Unclear(
            ("column %d ('%s') may name the rows too or hold entries; give --index %d to leave it"
                    + " out, or --index %d to read it as entries")
                .formatted(index + 1, TextLines.shorten(name), index + 1, index),
            numbers(header, index));
      }
    }
    return null;
  }

  /** Returns what is wrong with the first entry that is a word, or null. */
  private Outcome firstWord() {
    if (index >= grid.width()) {
      // Words everywhere, or as many index columns asked for as there are.
      index = Math.min(index, Math.max(0, grid.width() - 1));
      return options.index() == null
          ? firstWord()
          : new Wrong(
              body.get(0).line(),
              "%s, all of them index columns; expected columns of numbers after them"
                  .formatted(TableLayout.count(grid.width(), "field")),
              0);
    }
    for (int i = header; i < grid.height(); i++) {
      for (int j = index; j < grid.width(); j++) {
        if (grid.kind(i, j) == Kind.WORD) {
          return wrongAt(i, j);
        }
      }
    }
    return grid.height() > header
        ? null
        : new Wrong(body.get(0).line(), "a header and no row of numbers below it", 0);
  }

  Wrong wrongAt(int row, int column) {
    String hint = "";
    if (row == 0 && options.header() == null) {
      hint = "; or give --header 1 if this line is a header";
    } else if (column == 0 && options.index() == null && grid.width() > 1) {
      hint = "; or give --index 1 if the first column holds names";
    }
    String field = grid.field(row, column);
    return new Wrong(
        body.get(row).line(),
        "field %d: '%s' %s%s"
            .formatted(
                leading + column + 1, TextLines.shorten(field), WordFault.explain(field), hint),
        numbers(0, 0));
  }

  int numbers(int fromRow, int fromColumn) {
    int numbers = 0;
    for (int i = fromRow; i < grid.height(); i++) {
      numbers += grid.inRow(i, fromColumn, Kind.NUMBER);
    }
    return numbers;
  }

  SampleGrid grid() {
    return grid;
  }

  int header() {
    return header;
  }

  int index() {
    return index;
  }

  void setIndex(int columns) {
    index = columns;
  }

  void setHeader(int count) {
    header = count;
  }

  long line(int row) {
    return body.get(row).line();
  }

  /** Returns whether the names of all rows below the header, and nothing else, are quoted. */
  boolean hasQuotedNames() {
    return body.subList(header, body.size()).stream().allMatch(sample::hasQuotedName);
  }
}
