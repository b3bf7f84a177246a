package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.landscape.LineFunction;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.LineScanner;
import org.convexityprobe.landscape.ScanGrid;
import org.convexityprobe.landscape.ScanSettings;

/** Scanned lines for figures and files. */
final class Scans {
  private Scans() {}

  static LineScan of(int line, int points, LineFunction function) {
    return new LineScanner(ScanSettings.DEFAULT.withGrid(new ScanGrid(1, points)))
        .scan(line, function);
  }

  /** Bowls that flatten outwards, as losses along random lines do. */
  static List<LineScan> bowls(int lines) {
    List<LineScan> scans = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      double steepness = 4 + line;
      scans.add(of(line, 51, lambda -> 1.1 - Math.exp(-steepness * lambda * lambda)));
    }
    return scans;
  }
}
