package org.convexityprobe.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.convexityprobe.landscape.SurfaceScan;

/** A surface as CSV: x, y, loss, row by row. */
final class SurfaceCsv {
  private SurfaceCsv() {}

  static void write(SurfaceScan scan, OutputStream stream) throws IOException {
    Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader("x", "y", "loss").setRecordSeparator("\n").get();
    // Not closed: the stream belongs to the caller.
    CSVPrinter printer = new CSVPrinter(writer, format);
    for (int j = 0; j < scan.y().points(); j++) {
      for (int i = 0; i < scan.x().points(); i++) {
        printer.printRecord(scan.x().coordinate(i), scan.y().coordinate(j), scan.value(i, j));
      }
    }
    printer.flush();
  }
}
