package org.convexityprobe.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceVerdict;

/** A surface as CSV: x, y, loss and the convexity map, row by row. */
final class SurfaceCsv {
  private static final List<String> LOSS = List.of("x", "y", "loss");
  private static final List<String> MAP =
      List.of("smaller_eigenvalue", "larger_eigenvalue", "threshold", "convexity");

  private SurfaceCsv() {}

  /** Writes a surface; {@code map} may be null. */
  static void write(SurfaceScan scan, MapGrid map, OutputStream stream) throws IOException {
    Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    List<String> header = new ArrayList<>(LOSS);
    header.addAll(map == null ? List.of() : MAP);
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(header.toArray(new String[0]))
            .setRecordSeparator("\n")
            .get();
    double[][] smaller = map == null ? null : map.smaller();
    double[][] larger = map == null ? null : map.larger();
    double[][] thresholds = map == null ? null : map.thresholds();
    // Not closed: the stream belongs to the caller.
    CSVPrinter printer = new CSVPrinter(writer, format);
    for (int j = 0; j < scan.y().points(); j++) {
      for (int i = 0; i < scan.x().points(); i++) {
        List<Object> row = new ArrayList<>();
        Collections.addAll(row, scan.x().coordinate(i), scan.y().coordinate(j), scan.value(i, j));
        SurfaceVerdict verdict = map == null ? null : map.verdict(i, j);
        if (verdict != null) {
          Collections.addAll(row, smaller[j][i], larger[j][i], thresholds[j][i], verdict.word());
        } else if (map != null) {
          row.addAll(Collections.nCopies(MAP.size(), null));
        }
        printer.printRecord(row);
      }
    }
    printer.flush();
  }
}
