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
 */
record TableSample(Path file, List<String> lines, long linesBefore, boolean whole) {
  private static final int LINES = 1000;
  private static final int CHARACTERS = 1 << 20;
  private static final int LEAST_LINES = 8;

  /** Reads the start of a file. */
  static TableSample of(Path file) throws IOException {
    try (TextLines source = new TextLines(file)) {
      skipComments(source);
      long before = source.number();
      List<String> lines = new ArrayList<>();
      long characters = 0;
      while (lines.size() < LINES && (lines.size() < LEAST_LINES || characters < CHARACTERS)) {
        String line = source.next();
        if (line == null) {
          return new TableSample(file, lines, before, true);
        }
        lines.add(line);
        characters += line.length();
      }
      return new TableSample(file, lines, before, source.peek() < 0);
    }
  }

  /** Skips lines that start with # or %, as NumPy and MATLAB write notes before a table. */
  static void skipComments(TextLines lines) throws IOException {
    for (int c = lines.peek(); c >= 0 && "#%\r\n".indexOf(c) >= 0; c = lines.peek()) {
      lines.next();
    }
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
    String line = lines.get((int) (row.line() - linesBefore) - 1);
    return line.startsWith("\"") && line.chars().filter(c -> c == '"').count() == 2;
  }
}
