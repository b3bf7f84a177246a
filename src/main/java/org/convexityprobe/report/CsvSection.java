package org.convexityprobe.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table that this program wrote as CSV, on a web page; numbers with four digits. */
public final class CsvSection {
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  private CsvSection() {}

  /**
   * Adds the table.
   *
   * @param lines of the file, the names of the columns first
   * @throws IOException if they are no table; the message does not name the file
   */
  public static void add(List<String> lines, HtmlPage page) throws IOException {
    List<CSVRecord> rows;
    try (CSVParser parser = CSVFormat.DEFAULT.parse(new StringReader(String.join("\n", lines)))) {
      rows = parser.getRecords();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause().getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new IOException("it has no header");
    }
    int columns = rows.get(0).size();
    for (CSVRecord row : rows) {
      if (row.size() != columns) {
        throw new IOException(
            "row %d has %d fields; expected %d, as in the header"
                .formatted(row.getRecordNumber() - 1, row.size(), columns));
      }
    }
    page.table(
        rows.get(0).stream().map(name -> name.replace('_', ' ')).toList(),
        rows.stream().skip(1).map(row -> row.stream().map(CsvSection::cell).toList()).toList());
  }

  private static String cell(String text) {
    if (!LONG_NUMBER.matcher(text).matches()) {
      return text;
    }
    double value = Double.parseDouble(text);
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
