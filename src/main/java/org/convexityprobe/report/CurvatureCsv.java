package org.convexityprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.landscape.CurvatureCheck;
import org.convexityprobe.landscape.LineScan;

/**
 * Exact second derivatives of lines beside their second differences as CSV, one row a grid point:
 * line, lambda, curvature φ'', gauss_newton, rest, difference_quotient D/h², kinks, kinks_error,
 * verdict on D. The last four are empty at the two ends of a line.
 */
public final class CurvatureCsv {
  private static final List<String> HEADER =
      List.of(
          "line",
          "lambda",
          "curvature",
          "gauss_newton",
          "rest",
          "difference_quotient",
          "kinks",
          "kinks_error",
          "verdict");

  private CurvatureCsv() {}

  /**
   * Writes lines to a file, replacing it at once.
   *
   * @param checks one for each line, in the same order
   */
  public static void write(List<LineScan> lines, List<CurvatureCheck> checks, Path path)
      throws IOException {
    AtomicFile.writeString(
        path,
        CsvText.of(
            HEADER,
            IntStream.range(0, lines.size())
                .boxed()
                .flatMap(i -> rows(lines.get(i), checks.get(i)))
                .toList()));
  }

  private static Stream<List<Object>> rows(LineScan scan, CurvatureCheck check) {
    return IntStream.range(0, scan.lambdas().size()).mapToObj(i -> row(scan, check, i));
  }

  private static List<Object> row(LineScan scan, CurvatureCheck check, int i) {
    boolean inside = i > 0 && i < scan.lambdas().size() - 1;
    // Arrays.asList, since values that are not there are null.
    return Arrays.asList(
        scan.line(),
        scan.lambdas().get(i),
        check.curvatures().get(i),
        check.gaussNewton().get(i),
        check.rest().get(i),
        inside ? check.differenceQuotients().get(i - 1) : null,
        inside ? check.kinks().get(i - 1) : null,
        inside ? check.kinkErrors().get(i - 1) : null,
        inside ? scan.verdicts().get(i - 1).name().toLowerCase(Locale.ROOT) : null);
  }
}
