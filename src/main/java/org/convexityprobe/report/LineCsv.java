package org.convexityprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.landscape.LineScan;

/**
 * Scanned lines as CSV, one row a grid point: line, lambda, loss, second_difference, threshold,
 * verdict, standard_error. The last four are empty at the two ends of a line, and the standard
 * error of sampling where the images evaluated are all. NaN and infinite numbers are written as
 * {@code NaN}, {@code Infinity} and {@code -Infinity}.
 */
public final class LineCsv {
  private static final List<String> HEADER =
      List.of(
          "line", "lambda", "loss", "second_difference", "threshold", "verdict", "standard_error");

  private LineCsv() {}

  /** Writes lines to a file, replacing it at once. */
  public static void write(Collection<LineScan> lines, Path path) throws IOException {
    AtomicFile.writeString(path, text(lines));
  }

  static String text(Collection<LineScan> lines) {
    return CsvText.of(HEADER, lines.stream().flatMap(LineCsv::rows).toList());
  }

  private static Stream<List<Object>> rows(LineScan scan) {
    return IntStream.range(0, scan.lambdas().size()).mapToObj(i -> row(scan, i));
  }

  private static List<Object> row(LineScan scan, int i) {
    double lambda = scan.lambdas().get(i);
    double loss = scan.values().get(i);
    // Arrays.asList, since values that are not there are null.
    if (i == 0 || i == scan.lambdas().size() - 1) {
      return Arrays.asList(scan.line(), lambda, loss, null, null, null, null);
    }
    return Arrays.asList(
        scan.line(),
        lambda,
        loss,
        scan.secondDifferences().get(i - 1),
        scan.thresholds().get(i - 1),
        scan.verdicts().get(i - 1).name().toLowerCase(Locale.ROOT),
        scan.sampling() == null ? null : scan.sampling().standardErrors().get(0).get(i - 1));
  }
}
