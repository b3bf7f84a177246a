package org.convexityprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.NumpyWriter;
import org.convexityprobe.landscape.LineScan;

/**
 * Scanned lines as a NumPy {@code .npz} archive of columns in double precision, one element a grid
 * point: line, lambda, loss, accuracy (in percent), second_difference, threshold, standard_error
 * (of sampling). NaN stands for what there is not: the last three at the ends of a line, an
 * accuracy that was not recorded, a standard error where the images evaluated are all.
 */
public final class LineNumpy {
  private LineNumpy() {}

  /**
   * Writes lines to a file, replacing it at once.
   *
   * @param accuracies for each line, the share of correct images in percent at each of its points,
   *     or nothing
   */
  public static void write(List<LineScan> lines, List<List<Double>> accuracies, Path path)
      throws IOException {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      addRows(lines.get(i), i < accuracies.size() ? accuracies.get(i) : List.of(), rows);
    }
    AtomicFile.write(
        path,
        stream -> {
          NumpyWriter archive = new NumpyWriter(stream);
          List<String> names =
              List.of(
                  "line",
                  "lambda",
                  "loss",
                  "accuracy",
                  "second_difference",
                  "threshold",
                  "standard_error");
          for (int column = 0; column < names.size(); column++) {
            int c = column;
            archive.add(names.get(c), rows.stream().mapToDouble(row -> row[c]).toArray());
          }
          archive.finish();
        });
  }

  private static void addRows(LineScan scan, List<Double> accuracies, List<double[]> rows) {
    int last = scan.lambdas().size() - 1;
    for (int i = 0; i <= last; i++) {
      boolean interior = i > 0 && i < last;
      rows.add(
          new double[] {
            scan.line(),
            scan.lambdas().get(i),
            scan.values().get(i),
            accuracies.isEmpty() ? Double.NaN : accuracies.get(i),
            interior ? scan.secondDifferences().get(i - 1) : Double.NaN,
            interior ? scan.thresholds().get(i - 1) : Double.NaN,
            interior && scan.sampling() != null
                ? scan.sampling().standardErrors().get(0).get(i - 1)
                : Double.NaN
          });
    }
  }
}
