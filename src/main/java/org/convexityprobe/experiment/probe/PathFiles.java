package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.landscape.ConvexityMeasure;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.convexityprobe.report.Figure;
import org.convexityprobe.report.FigureLayout;
import org.convexityprobe.report.LineCsv;
import org.convexityprobe.report.PathPlot;

/** CSV and figures of finished segments, made from their results alone. */
public final class PathFiles {
  private static final String CAPTION =
      "Left: cosine of the angle between the negative gradient and the direction to the last"
          + " checkpoint, w*. Right: least second derivative on the segment to w*, whose length is"
          + " taken as 1 (faint: uncertainty from noise and the sampling of images). Mean loss over"
          + " %d of %d training images; segments end in %s.";

  private PathFiles() {}

  /**
   * Writes {@code segments.csv} (λ from −½ at the start to ½ at the end), {@code alignment.csv}
   * (one row a checkpoint), and the figures.
   */
  public static void write(PathResults results, Path folder) throws IOException {
    Map<String, LineScan> segments = new LinkedHashMap<>();
    for (PathResult path : results.paths()) {
      segments.put(
          ResultNames.unique(ResultNames.title(path.description()), segments.keySet()),
          path.scan());
    }
    LineCsv.write(segments.values(), folder.resolve("segments.csv"));
    PathPlot.of(title(results), segments, end(results))
        .writeAll(folder.resolve("figures"), "segments", FigureLayout.DEFAULT);
    writeAlignment(results, folder);
  }

  private static void writeAlignment(PathResults results, Path folder) throws IOException {
    List<PathResult> paths = results.paths();
    new ResultFiles(folder)
        .csv(
            "alignment.csv",
            ConvexityMeasure.columnsAfter(
                "network",
                "epoch",
                "loss",
                "distance",
                "gradient_norm",
                "slope",
                "cosine",
                "alpha",
                "alpha_error"),
            paths.stream().map(PathFiles::row).toList());
    boolean epochs = paths.stream().allMatch(path -> path.description().epoch() != null);
    List<Double> places =
        IntStream.range(0, paths.size())
            .mapToObj(i -> epochs ? (double) paths.get(i).description().epoch() : i + 1.0)
            .toList();
    Axis axis = new Axis(epochs ? "epoch" : "network", places);
    String caption = CAPTION.formatted(results.images(), results.population(), end(results));
    Figure figure =
        CurvePlot.of(
            "Along training",
            List.of(
                panel(
                    "cosine of −∇ℓ with w* − w",
                    axis,
                    paths,
                    path -> path.alignment().cosine(),
                    null),
                panel(
                    "α towards w*",
                    axis,
                    paths,
                    path -> path.curvature().value(),
                    path -> path.curvature().error())),
            caption);
    figure.writeAll(folder.resolve("figures"), "alignment", FigureLayout.DEFAULT);
  }

  private static List<Object> row(PathResult path) {
    return ConvexityMeasure.rowAfter(
        path.measures(),
        path.name(),
        path.description().epoch() == null ? "" : path.description().epoch(),
        path.scan().values().get(0),
        path.distance(),
        path.alignment().gradientNorm(),
        path.alignment().slope(),
        path.alignment().cosine(),
        path.curvature().value(),
        path.curvature().error());
  }

  /** The horizontal axis: where the segments start. */
  private record Axis(String title, List<Double> places) {}

  private static Panel panel(
      String yTitle,
      Axis axis,
      List<PathResult> paths,
      ToDoubleFunction<PathResult> value,
      ToDoubleFunction<PathResult> error) {
    return new Panel(
        "",
        axis.title(),
        yTitle,
        false,
        List.of(
            new Curve(
                "",
                axis.places(),
                column(paths, value),
                error == null
                    ? List.of()
                    : column(paths, path -> value.applyAsDouble(path) - error.applyAsDouble(path)),
                error == null
                    ? List.of()
                    : column(paths, path -> value.applyAsDouble(path) + error.applyAsDouble(path)),
                true)));
  }

  private static List<Double> column(List<PathResult> paths, ToDoubleFunction<PathResult> value) {
    return paths.stream().map(value::applyAsDouble).toList();
  }

  private static String title(PathResults results) {
    return "Loss on the way to %s, %d of %d training images"
        .formatted(end(results), results.images(), results.population());
  }

  /** Returns the name of the file in which segments end, without the folders that it lies in. */
  private static String end(PathResults results) {
    return Path.of(results.destination()).getFileName().toString();
  }
}
