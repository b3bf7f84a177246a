package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The start of a text table, on which its layout is decided: a thousand lines, or as many as make a
 * million characters.
 *
 * @param file where it is from
 * @param lines without comments before the first row
 * @param linesBefore lines before these: comments and empty ones
 * @param whole whether they go to the end of the file
 * @param comment the last comment before the first row, or null
 */
record TableSample(Path file, List<String> lines, long linesBefore, boolean whole, String comment) {
  private static final int LINES = 1000;
  private static final int CHARACTERS = 1 << 20;
  private static final int LEAST_LINES = 8;

  /** Reads the start of a file. */
  static TableSample of(Path file) throws IOException {
    try (TextLines source = new TextLines(file)) {
      String comment = skipComments(source);
      long before = source.number();
      List<String> lines = new ArrayList<>();
      long characters = 0;
      while (lines.size() < LINES && (lines.size() < LEAST_LINES || characters < CHARACTERS)) {
        String line = source.next();
        if (line == null) {
          return new TableSample(file, lines, before, true, comment);
        }
        lines.add(line);
        characters += line.length();
      }
      return new TableSample(file, lines, before, source.peek() < 0, comment);
    }
  }

  /**
   * Skips lines that start with # or %, as NumPy and MATLAB write notes before a table, Excel's
   * first line {@code sep=;}, and the sizes that follow {@code #1.2} in a GCT file.
   *
   * @return the last of them, or null if there is none or an empty line follows it
   */
  static String skipComments(TextLines lines) throws IOException {
    String last = null;
    if (lines.startsWith("sep=")) {
      last = lines.next();
    }
    for (int c = lines.peek(); c >= 0 && "#%\r\n".indexOf(c) >= 0; c = lines.peek()) {
      last = lines.next();
      if (last.strip().equals("#1.2")) {
        last = lines.next();
      }
    }
    return last == null || last.isBlank() ? null : last;
  }

  /**
   * Returns the header that a comment before the table is, such as QIIME's {@code #OTU ID}, or null
   * if it is none: it has as many fields as a row, and names the columns. Between blanks, any
   * sentence may have as many.
   */
  TableRow markedHeader(Separator separator, int width) throws IOException {
    if (separator.isBlanks() || comment == null || !comment.startsWith("#") || width < 2) {
      return null;
    }
    StringReader text = new StringReader(comment.replaceFirst("^#+\\s*", "") + "\n");
    TableRow row;
    try {
      row = new TableRows(file, text, separator, linesBefore - 1, line -> {}).next();
    } catch (MatrixFileException e) {
      return null; // A note with a quote in it.
    }
    boolean names =
        row != null
            && row.width() == width
            && row.fields().stream().noneMatch(String::isEmpty)
            && (NameWords.isLabel(row.fields().get(0))
                || NameWords.isChromosome(row.fields().get(0))
                || row.fields().stream()
                    .allMatch(field -> Double.isNaN(DecimalNumbers.POINT.parse(field))));
    return names ? row : null;
  }

  /** Returns the separator that Excel's first line names, or null. */
  Separator named() {
    String line = comment == null ? "" : comment.strip();
    boolean names = line.length() == 5 && line.startsWith("sep=");
    return names ? Separator.named(line.substring(4)) : null;
  }

  /** Returns whether a separator occurs at all. */
  boolean has(Separator separator) {
    return lines.stream()
        .anyMatch(
            line ->
                line.contains(separator.text()) || (separator.isBlanks() && line.contains("\t")));
  }

  /** Returns the rows by one separator, without those that start with #. */
  List<TableRow> rows(Separator separator) throws IOException {
    List<TableRow> rows = new ArrayList<>();
    StringReader text = new StringReader(String.join("\n", lines) + "\n");
    TableRows source = new TableRows(file, text, separator, linesBefore, line -> {});
    try {
      for (TableRow row = source.nextUnmarked(); row != null; row = source.nextUnmarked()) {
        rows.add(row);
      }
    } catch (MatrixFileException e) {
      // The text may end within quotes that are closed later.
      if (whole || rows.isEmpty()) {
        throw e;
      }
    }
    return rows;
  }

  /** Returns whether the first field of a row stands in quotes, and no other field of it. */
  boolean hasQuotedName(TableRow row) {
    int place = (int) (row.line() - linesBefore) - 1;
    String line = place < 0 ? "" : lines.get(place);
    return line.startsWith("\"") && line.chars().filter(c -> c == '"').count() == 2;
  }
}
