package org.convexityprobe.data.matrix;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a text table, one after the other; lines of blanks are left out. */
final class TableRows {
  /** Most fields in a row. */
  static final int MAX_FIELDS = 1 << 19;

  private final Path file;
  private final Separator separator;
  private final long linesBefore;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final LongConsumer rowEnded;
  private int comments;

  /**
   * Reads rows.
   *
   * @param text what is left of the file
   * @param linesBefore how many lines of it were taken before
   * @param rowEnded is told the last line of each row
   */
  TableRows(Path file, Reader text, Separator separator, long linesBefore, LongConsumer rowEnded)
      throws IOException {
    this.file = file;
    this.separator = separator;
    this.linesBefore = linesBefore;
    this.rowEnded = rowEnded;
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator.text())
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
    parser =
        CSVParser.builder()
            .setReader(separator.isBlanks() ? new TabsAsBlanks(text) : text)
            .setFormat(format)
            .get();
    records = parser.iterator();
  }

  /** So that one character separates fields, however they are laid out. */
  private static final class TabsAsBlanks extends FilterReader {
    TabsAsBlanks(Reader in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int c = super.read();
      return c == '\t' ? ' ' : c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      for (int i = offset; i < offset + count; i++) {
        if (buffer[i] == '\t') {
          buffer[i] = ' ';
        }
      }
      return count;
    }
  }

  /** Returns the next row, or null at the end. */
  TableRow next() throws IOException {
    while (hasNext()) {
      CSVRecord record = records.next();
      long last = linesBefore + parser.getCurrentLineNumber();
      rowEnded.accept(last);
      if (record.size() > MAX_FIELDS) {
        throw new MatrixFileException(
            file,
            last,
            "a row of more than %d fields separated by %s; exchange rows and columns of the table"
                .formatted(MAX_FIELDS, separator.words()));
      }
      List<String> fields = fields(record);
      if (fields.size() > 1 || !fields.get(0).isEmpty()) {
        return new TableRow(last - lineBreaks(record), fields);
      }
    }
    return null;
  }

  /** Returns the next row that does not start with #, or null at the end. */
  TableRow nextUnmarked() throws IOException {
    TableRow row = next();
    while (row != null && row.isMarked()) {
      comments++;
      row = next();
    }
    return row;
  }

  /** Returns how many rows {@link #nextUnmarked()} left out. */
  int comments() {
    return comments;
  }

  private boolean hasNext() throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof MatrixFileException known) {
        throw known;
      }
      long line = linesBefore + parser.getCurrentLineNumber();
      boolean open = String.valueOf(e.getCause().getMessage()).contains("EOF reached");
      throw new MatrixFileException(
          file,
          line,
          open
              ? "a quote (\") is opened here or before, and never closed"
              : "a quote (\") is closed in the middle of a field; expected %s or the end of the line after it"
                  .formatted(separator.words()),
          e);
    }
  }

  private List<String> fields(CSVRecord record) {
    List<String> fields = record.stream().map(String::strip).toList();
    if (!separator.isBlanks()) {
      return fields;
    }
    List<String> filled = fields.stream().filter(field -> !field.isEmpty()).toList();
    return filled.isEmpty() ? List.of("") : filled;
  }

  /** Returns how many lines a row takes beyond its first one, for line breaks within quotes. */
  private static long lineBreaks(CSVRecord record) {
    long breaks = 0;
    for (String field : record) {
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        breaks += c == '\r' || (c == '\n' && (i == 0 || field.charAt(i - 1) != '\r')) ? 1 : 0;
      }
    }
    return breaks;
  }
}
