package org.convexityprobe.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The numbers that a figure shows.
 *
 * @param header one name a column
 * @param rows as many values each
 */
record FigureData(List<String> header, List<List<Object>> rows) {
  /** Of figures whose numbers lie in another file. */
  static final FigureData NONE = new FigureData(List.of(), List.of());

  boolean isEmpty() {
    return header.isEmpty();
  }

  /** Returns it as CSV. */
  String csv() {
    StringBuilder text = new StringBuilder();
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(header.toArray(new String[0]))
            .setRecordSeparator("\n")
            .get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (List<Object> row : rows) {
        printer.printRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
