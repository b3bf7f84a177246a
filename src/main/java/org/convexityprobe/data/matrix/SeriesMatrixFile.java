package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.data.matrix.TableCells.Kind;

/**
 * The table of a GEO series matrix: between two lines of its own, tabs between fields, one row of
 * sample names and one column of probe names, which may be numbers and may hold line breaks.
 */
final class SeriesMatrixFile {
  private static final String BEGIN = "!series_matrix_table_begin";
  private static final String END = "!series_matrix_table_end";

  private final Path file;
  private final TableCells cells;

  private SeriesMatrixFile(Path file, TableOptions options) {
    this.file = file;
    // A point unless a comma is asked for.
    char mark = options.decimal() == null ? '.' : options.decimalMarks().get(0);
    cells = new TableCells(new DecimalNumbers(mark, false), options.missingWords());
  }

  static MatrixReading read(Path file, TableOptions options) throws IOException {
    try (TextLines lines = new TextLines(file)) {
      return new SeriesMatrixFile(file, options).read(lines);
    }
  }

  private MatrixReading read(TextLines lines) throws IOException {
    String line = lines.next();
    while (line != null && !line.strip().equalsIgnoreCase(BEGIN)) {
      line = lines.next();
    }
    if (line == null) {
      throw new MatrixFileException(
          file,
          "no line "
              + BEGIN
              + "; expected a GEO series matrix, such as GSE3431_series_matrix.txt.gz");
    }
    TableRows rows =
        new TableRows(file, lines.rest(), Separator.TAB, lines.number(), lines::rowEnded);
    TableRow header = rows.next();
    if (header == null || isEnd(header)) {
      throw noRows(header, lines);
    }
    header = withoutEmptyEnd(header);
    int columns = header.width() - 1;
    if (columns == 0) {
      throw new MatrixFileException(
          file, header.line(), "one field; expected ID_REF and the names of samples between tabs");
    }
    return entries(rows, header, lines);
  }

  private MatrixReading entries(TableRows rows, TableRow header, TextLines lines)
      throws IOException {
    int columns = header.width() - 1;
    TableEntries entries = new TableEntries(file, columns);
    TableRow row = rows.next();
    for (; row != null && !isEnd(row); row = rows.next()) {
      add(row, columns, entries);
    }
    if (row == null) {
      throw lines.fault("the file ends before " + END);
    }
    if (entries.rows() == 0) {
      throw noRows(row, lines);
    }
    // To the end, so that damage to what is compressed shows.
    for (TableRow rest = rows.next(); rest != null; rest = rows.next()) {
      if (rest.fields().get(0).equalsIgnoreCase(BEGIN)) {
        throw new MatrixFileException(
            file, rest.line(), "a second table begins here; expected one, so make a file of each");
      }
    }
    List<String> notes = new ArrayList<>();
    notes.add(
        "series matrix: 1 header row, 1 index column, "
            + TableLayout.count(entries.missing(), "missing value"));
    return entries.reading(header.fields().subList(1, columns + 1), notes);
  }

  /** Samples have names; an empty one at the end is of a tab that ends the line. */
  private static TableRow withoutEmptyEnd(TableRow row) {
    int width = row.width();
    while (width > 1 && row.fields().get(width - 1).isEmpty()) {
      width--;
    }
    return new TableRow(row.line(), row.fields().subList(0, width));
  }

  private MatrixFileException noRows(TableRow row, TextLines lines) {
    return new MatrixFileException(
        file,
        row == null ? lines.number() : row.line(),
        "the table has no rows; where a series is of sequencing, GEO keeps its numbers in"
            + " supplementary files instead");
  }

  private static boolean isEnd(TableRow row) {
    return row.fields().get(0).equalsIgnoreCase(END);
  }

  private void add(TableRow row, int columns, TableEntries entries) throws MatrixFileException {
    // Missing values at the end of a row may be left out with their tabs.
    if (!row.isBlankFrom(columns + 1)) {
      throw new MatrixFileException(
          file, row.line(), "%d fields, but the header has %d".formatted(row.width(), columns + 1));
    }
    entries.name(row.fields().get(0));
    for (int j = 1; j <= columns; j++) {
      String field = j < row.width() ? row.fields().get(j) : "";
      if (cells.kind(field) == Kind.WORD) {
        throw new MatrixFileException(
            file,
            row.line(),
            "field %d: '%s' %s"
                .formatted(j + 1, TextLines.shorten(field), WordFault.explain(field)));
      }
      entries.add(cells.value(field));
    }
  }
}
