package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.factorization.TrajectoryResults.Path;
import org.convexityprobe.landscape.ConvexityMeasure;
import org.convexityprobe.nmf.TrajectoryPoint;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/** Writes measurements along paths of a solver. */
final class TrajectoryFiles {
  private static final double CONFIDENCE = 0.95;

  private TrajectoryFiles() {}

  static void write(TrajectoryConfig config, TrajectoryResults results, ResultFiles files)
      throws IOException {
    List<Path> paths = results.paths();
    List<List<Object>> rows = new ArrayList<>();
    for (Path path : paths) {
      for (TrajectoryPoint point : path.points()) {
        rows.add(row(path.repetition(), point));
      }
    }
    files.csv(
        "trajectory.csv",
        ConvexityMeasure.columnsAfter("repetition", "iteration", "loss", "cosine", "alpha"),
        rows);
    files.figure(
        "trajectory",
        CurvePlot.of(
            config.matrix().title("Along the way to the optimum", config.solve().rank()),
            panels(paths),
            caption(paths)));
    files.json(results);
  }

  private static String caption(List<Path> paths) {
    return paths.size() == 1
        ? "One repetition, at equal shares of its iterations."
        : "Mean over %d repetitions at equal shares of their iterations; faint: 95 %% intervals of the mean."
            .formatted(paths.size());
  }

  private static List<Object> row(int repetition, TrajectoryPoint point) {
    return ConvexityMeasure.rowAfter(
        point.measures(),
        repetition,
        point.iteration(),
        point.loss(),
        point.cosine(),
        point.curvature());
  }

  static String note(TrajectoryResults results) {
    return String.format(
        Locale.ROOT,
        "least cosine %.4f, least α towards the optimum %.4g",
        least(results, TrajectoryPoint::cosine),
        least(results, TrajectoryPoint::curvature));
  }

  private static double least(
      TrajectoryResults results, ToDoubleFunction<TrajectoryPoint> quantity) {
    return results.paths().stream()
        .flatMap(path -> path.points().stream())
        .mapToDouble(quantity)
        .min()
        .orElseThrow();
  }

  /** Returns the panels of the figure: cosines, and curvatures. */
  static List<Panel> panels(List<Path> paths) {
    return List.of(
        panel("cosine of −∇ℓ with x* − x0", paths, TrajectoryPoint::cosine),
        panel("α towards x*", paths, TrajectoryPoint::curvature));
  }

  private static Panel panel(
      String yTitle, List<Path> paths, ToDoubleFunction<TrajectoryPoint> quantity) {
    List<TrajectoryMean> means = TrajectoryMean.of(paths, quantity, CONFIDENCE);
    Curve curve =
        new Curve(
            "",
            means.stream().map(TrajectoryMean::share).toList(),
            means.stream().map(TrajectoryMean::mean).toList(),
            ends(paths, means, TrajectoryMean::lower),
            ends(paths, means, TrajectoryMean::upper),
            false);
    return new Panel("", "share of the iterations", yTitle, false, List.of(curve));
  }

  /** Returns ends of intervals, which one path does not have. */
  private static List<Double> ends(
      List<Path> paths, List<TrajectoryMean> means, Function<TrajectoryMean, Double> end) {
    return paths.size() == 1 ? List.of() : means.stream().map(end).toList();
  }
}
