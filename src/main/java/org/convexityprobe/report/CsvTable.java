package org.convexityprobe.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.convexityprobe.landscape.Estimate;

/** The long form: one row a cell, every number in full. */
final class CsvTable {
  private static final String[] HEADER = {
    "skip_connections",
    "depth",
    "width",
    "epoch",
    "lines",
    "mean_length",
    "standard_error",
    "interval_lower",
    "interval_upper",
    "mean_length_low",
    "standard_error_low",
    "mean_length_of_images",
    "standard_error_of_images",
    "undecided",
    "points",
    "paper_source",
    "paper_mean_length",
    "paper_standard_error",
    "difference_in_standard_errors"
  };

  private CsvTable() {}

  static String render(LengthTable table) {
    StringBuilder text = new StringBuilder();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader(HEADER).setRecordSeparator("\n").get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (LengthCell cell : table.cells()) {
        print(cell, printer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void print(LengthCell cell, CSVPrinter printer) throws IOException {
    NetworkLabel label = cell.label();
    Estimate length = cell.summary().length();
    Estimate ofImages = cell.summary().lengthOfSamples();
    printer.printRecord(
        label.skipConnections() ? "yes" : "no",
        label.depth(),
        label.width(),
        label.epoch(),
        length.count(),
        length.mean(),
        length.standardError(),
        length.lower(),
        length.upper(),
        cell.summary().lengthLow().mean(),
        cell.summary().lengthLow().standardError(),
        ofImages == null ? null : ofImages.mean(),
        ofImages == null ? null : ofImages.standardError(),
        cell.summary().undecided(),
        cell.summary().points(),
        cell.paper().map(PaperValue::source).orElse(null),
        cell.paper().map(PaperValue::meanLength).orElse(null),
        cell.paper()
            .filter(PaperValue::hasStandardError)
            .map(PaperValue::standardError)
            .orElse(null),
        cell.paper().isPresent() ? cell.standardErrorsFromPaper() : null);
  }
}
