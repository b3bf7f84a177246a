package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.report.LineCsv;
import org.convexityprobe.report.PathPlot;

/** CSV and figures of finished segments, made from their results alone. */
public final class PathFiles {
  private PathFiles() {}

  /** Writes {@code segments.csv} (λ from −½ at the start to ½ at the end) and the figures. */
  public static void write(PathResults results, Path folder) throws IOException {
    Map<String, LineScan> segments = new LinkedHashMap<>();
    for (PathResult path : results.paths()) {
      segments.put(
          ResultNames.unique(ResultNames.title(path.description()), segments.keySet()),
          path.scan());
    }
    LineCsv.write(segments.values(), folder.resolve("segments.csv"));
    for (String format : List.of(".png", ".svg")) {
      PathPlot.of(title(results), segments, results.destination())
          .write(folder.resolve("figures").resolve("segments" + format));
    }
  }

  private static String title(PathResults results) {
    return "Loss on the way to %s, %d of %d training images"
        .formatted(results.destination(), results.images(), results.population());
  }
}
