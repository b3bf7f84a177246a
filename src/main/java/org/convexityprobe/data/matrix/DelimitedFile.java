package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tables of numbers in text: fields between commas, tabs, semicolons, bars or blanks, with or
 * without names of rows and columns, with a decimal point or comma, plain or compressed, in any
 * Unicode encoding. The layout is decided over many rows and noted.
 */
final class DelimitedFile {
  /** What HTSeq counts below its genes: reads that belong to none. */
  private static final Set<String> OTHER_READS =
      Set.of(
          "__no_feature",
          "__ambiguous",
          "__too_low_aQual",
          "__not_aligned",
          "__alignment_not_unique");

  private final Path file;
  private final TableLayout layout;
  private final TableEntries entries;
  private List<String> columnNames = List.of();
  private final List<String> notes = new ArrayList<>();
  private final List<String> otherReads = new ArrayList<>();
  private int comments;

  private DelimitedFile(Path file, TableLayout layout) {
    this.file = file;
    this.layout = layout;
    entries = new TableEntries(file, layout.columns());
  }

  /**
   * Reads a whole file.
   *
   * @throws IllegalArgumentException if it can be read in two ways; the message asks for an option
   */
  static MatrixReading read(Path file, TableOptions options) throws IOException {
    return read(TableSample.of(file), options);
  }

  /** Reads the file of which the start is known. */
  static MatrixReading read(TableSample sample, TableOptions options) throws IOException {
    TableLayout layout = TableSniffer.layout(sample, options);
    return new DelimitedFile(sample.file(), layout).read();
  }

  private MatrixReading read() throws IOException {
    try (TextLines lines = new TextLines(file)) {
      TableSample.skipComments(lines);
      comments = (int) lines.number();
      TableRows rows =
          new TableRows(file, lines.rest(), layout.separator(), lines.number(), lines::rowEnded);
      int first = 0;
      if (layout.markedHeader() != null) {
        columnNames = layout.columnNames(layout.markedHeader().from(layout.leadingColumns()));
        comments--;
        first = 1;
      }
      for (int i = first; i < layout.headerRows(); i++) {
        columnNames = layout.columnNames(rows.nextUnmarked().from(layout.leadingColumns()));
      }
      comments += rows.comments();
      for (TableRow row = rows.next(); row != null; row = rows.next()) {
        add(row);
      }
    }
    if (!otherReads.isEmpty()) {
      notes.add(
          "%s of HTSeq's that count other reads left out: %s"
              .formatted(
                  TableLayout.count(otherReads.size(), "row"), String.join(", ", otherReads)));
    }
    notes.add(0, layout.describe(entries.missing()));
    if (comments > 0) {
      notes.add(
          TableLayout.count(comments, "line")
              + " left out: empty, or comments that start with # or %");
    }
    return entries.reading(columnNames, notes);
  }

  private void add(TableRow whole) throws MatrixFileException {
    if (whole.isVariable()) {
      throw new MatrixFileException(
          file,
          whole.line(),
          "a second variable begins here (Octave's text format); expected one, so save it alone:"
              + " save -text FILE NAME");
    }
    TableRow row = whole.from(Math.min(layout.leadingColumns(), whole.width() - 1));
    boolean named = layout.indexColumns() > 0 && row.width() == layout.width();
    if (row.isComment(file, named)) {
      comments++;
      return;
    }
    if (named && OTHER_READS.contains(row.fields().get(0))) {
      otherReads.add(row.fields().get(0));
      return;
    }
    int first = layout.indexColumns();
    int last = first + layout.columns();
    if (row.width() < last || row.width() > layout.width() || !row.isBlankFrom(last)) {
      throw new MatrixFileException(
          file,
          row.line(),
          "%s, but most rows have %d; expected as many in every row"
              .formatted(TableLayout.count(row.width(), "field"), layout.width()));
    }
    for (int j = first; j < last; j++) {
      entries.add(value(row, j));
    }
    if (first > 0) {
      entries.name(String.join(" ", row.fields().subList(0, first)));
    }
  }

  private double value(TableRow row, int column) throws MatrixFileException {
    String field = row.fields().get(column);
    double value = layout.cells().value(field);
    if (Double.isNaN(value) && layout.cells().kind(field) == TableCells.Kind.WORD) {
      throw new MatrixFileException(
          file,
          row.line(),
          "field %d: '%s' %s"
              .formatted(
                  layout.leadingColumns() + column + 1,
                  TextLines.shorten(field),
                  WordFault.explain(field)));
    }
    return value;
  }
}
