package org.convexityprobe.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Tables of values as CSV. */
public final class CsvText {
  private CsvText() {}

  /**
   * Returns a table as text, its lines ended by a line feed.
   *
   * @param header one name a column
   * @param rows as many values each
   */
  public static String of(List<String> header, List<? extends List<?>> rows) {
    StringBuilder text = new StringBuilder();
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(header.toArray(new String[0]))
            .setRecordSeparator("\n")
            .get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (List<?> row : rows) {
        printer.printRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringBuilder throws none.
    }
    return text.toString();
  }
}
