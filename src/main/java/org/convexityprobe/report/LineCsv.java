package org.convexityprobe.report;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.landscape.LineScan;

/**
 * Scanned lines as CSV, one row a grid point: line, lambda, loss, second_difference, threshold,
 * verdict, standard_error. The last four are empty at the two ends of a line, and the standard
 * error of sampling where the images evaluated are all. NaN and infinite numbers are written as
 * {@code NaN}, {@code Infinity} and {@code -Infinity}.
 */
public final class LineCsv {
  private LineCsv() {}

  /** Writes lines to a file, replacing it at once. */
  public static void write(Collection<LineScan> lines, Path path) throws IOException {
    AtomicFile.write(
        path,
        stream -> {
          Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
          print(lines, writer);
          writer.flush();
        });
  }

  static void print(Collection<LineScan> lines, Appendable out) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(
                "line",
                "lambda",
                "loss",
                "second_difference",
                "threshold",
                "verdict",
                "standard_error")
            .setRecordSeparator("\n")
            .get();
    // Not closed: the target belongs to the caller.
    CSVPrinter printer = new CSVPrinter(out, format);
    for (LineScan scan : lines) {
      print(scan, printer);
    }
    printer.flush();
  }

  private static void print(LineScan scan, CSVPrinter printer) throws IOException {
    int last = scan.lambdas().size() - 1;
    for (int i = 0; i <= last; i++) {
      double lambda = scan.lambdas().get(i);
      double loss = scan.values().get(i);
      if (i == 0 || i == last) {
        printer.printRecord(scan.line(), lambda, loss, null, null, null, null);
      } else {
        printer.printRecord(
            scan.line(),
            lambda,
            loss,
            scan.secondDifferences().get(i - 1),
            scan.thresholds().get(i - 1),
            scan.verdicts().get(i - 1).name().toLowerCase(Locale.ROOT),
            scan.sampling() == null ? null : scan.sampling().standardErrors().get(0).get(i - 1));
      }
    }
  }
}
