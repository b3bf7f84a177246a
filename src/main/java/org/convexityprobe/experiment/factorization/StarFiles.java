package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/** Samples and draws a star-convex function. */
final class StarFiles {
  private static final int DRAWN = 201;

  private final StarConfig config;

  StarFiles(StarConfig config) {
    this.config = config;
  }

  void write(Manifest manifest, ResultFiles files) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < DRAWN; i += 4) {
      for (int j = 0; j < DRAWN; j += 4) {
        rows.add(List.of(at(i), at(j), config.valueAt(at(i), at(j))));
      }
    }
    files.csv("surface.csv", List.of("x", "y", "value"), rows);
    files.figure(
        "star",
        CurvePlot.of(
            "(|x|^p + |y|^p)^(1/p) with p = " + config.exponent(),
            List.of(
                new Panel("level curves", "x", "y", false, levels()),
                new Panel("towards the origin", "λ", "value", false, rays()),
                new Panel("off the origin", "x", "value", false, chords())),
            "The sublevel sets are not convex. The function is not convex along lines that miss the"
                + " origin; on rays from the origin it is linear."));
    files.json(
        new StarResults(
            manifest,
            secondDifferences(rays()).map(Math::abs).max().orElseThrow(),
            secondDifferences(chords()).min().orElseThrow()));
  }

  /** Runs over [−1, 1]. */
  private static double at(int index) {
    return 2 * index / (DRAWN - 1.0) - 1;
  }

  private static DoubleStream secondDifferences(List<Curve> curves) {
    return curves.stream()
        .map(Curve::y)
        .flatMapToDouble(
            y ->
                IntStream.range(1, y.size() - 1)
                    .mapToDouble(i -> y.get(i - 1) - 2 * y.get(i) + y.get(i + 1)));
  }

  private List<Curve> levels() {
    List<Curve> curves = new ArrayList<>();
    for (double level : new double[] {0.25, 0.5, 0.75, 1}) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int i = 0; i <= 4 * (DRAWN - 1); i++) {
        double angle = 2 * Math.PI * i / (4 * (DRAWN - 1));
        double radius = level / config.valueAt(Math.cos(angle), Math.sin(angle));
        x.add(radius * Math.cos(angle));
        y.add(radius * Math.sin(angle));
      }
      curves.add(Curve.line("value " + level, x, y));
    }
    return curves;
  }

  private List<Curve> rays() {
    List<Curve> curves = new ArrayList<>();
    for (double degrees : new double[] {0, 15, 30, 45}) {
      double angle = Math.toRadians(degrees);
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int i = 0; i < DRAWN; i++) {
        double lambda = i / (DRAWN - 1.0);
        x.add(lambda);
        y.add(config.valueAt(lambda * Math.cos(angle), lambda * Math.sin(angle)));
      }
      curves.add(Curve.line("direction %.0f°".formatted(degrees), x, y));
    }
    return curves;
  }

  private List<Curve> chords() {
    List<Curve> curves = new ArrayList<>();
    for (double height : new double[] {0.1, 0.3, 0.6}) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int i = 0; i < DRAWN; i++) {
        x.add(at(i));
        y.add(config.valueAt(at(i), height));
      }
      curves.add(Curve.line("y = " + height, x, y));
    }
    return curves;
  }
}
