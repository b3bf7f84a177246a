package org.convexityprobe.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceVerdict;

/** A surface as CSV: x, y, loss and the convexity map, row by row. */
final class SurfaceCsv {
  private static final List<String> LOSS = List.of("x", "y", "loss");
  private static final List<String> MAP =
      List.of("smaller_eigenvalue", "larger_eigenvalue", "threshold", "convexity");

  private SurfaceCsv() {}

  /** Writes a surface; {@code map} may be null. The stream stays open: it is the caller's. */
  static void write(SurfaceScan scan, MapGrid map, OutputStream stream) throws IOException {
    List<String> header = new ArrayList<>(LOSS);
    header.addAll(map == null ? List.of() : MAP);
    List<List<Object>> rows = new ArrayList<>();
    for (int j = 0; j < scan.y().points(); j++) {
      for (int i = 0; i < scan.x().points(); i++) {
        rows.add(row(scan, map, i, j));
      }
    }
    stream.write(CsvText.of(header, rows).getBytes(StandardCharsets.UTF_8));
  }

  private static List<Object> row(SurfaceScan scan, MapGrid map, int i, int j) {
    List<Object> row = new ArrayList<>();
    Collections.addAll(row, scan.x().coordinate(i), scan.y().coordinate(j), scan.value(i, j));
    if (map == null) {
      return row;
    }
    SurfaceVerdict verdict = map.verdict(i, j);
    if (verdict == null) {
      row.addAll(Collections.nCopies(MAP.size(), null));
    } else {
      Collections.addAll(
          row, map.smaller()[j][i], map.larger()[j][i], map.thresholds()[j][i], verdict.word());
    }
    return row;
  }
}
