package org.convexityprobe.experiment.surface;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.report.FigureLayout;
import org.convexityprobe.report.SurfaceFile;
import org.convexityprobe.report.SurfacePlot;
import org.convexityprobe.report.TrajectoryFile;
import org.convexityprobe.report.TrajectoryPlot;

/** Exports and figures of finished surfaces, made from their results alone. */
public final class SurfaceFiles {
  private static final List<String> EXPORTS = List.of(".npz", ".csv", ".h5", ".vts");
  private static final String FIGURES = "figures";

  private SurfaceFiles() {}

  /**
   * Writes each surface for other programs, and all of them side by side as figures with common
   * limits of colour.
   *
   * @param logarithmic whether colours follow the logarithm; null where they shall if the losses
   *     span more than one order of magnitude
   */
  public static void write(SurfaceResults results, Path folder, Boolean logarithmic)
      throws IOException {
    export(results, folder);
    for (SurfaceResult result : results.surfaces()) {
      if (result.trajectory() != null) {
        for (String format : List.of(".csv", ".npz", ".h5")) {
          TrajectoryFile.write(result.trajectory(), folder.resolve("trajectory" + format));
        }
      }
    }
    writeFigures(results, folder.resolve(FIGURES), logarithmic, FigureLayout.DEFAULT);
  }

  /** Draws the surfaces, their maps and the trajectory; {@code logarithmic} as above. */
  public static void writeFigures(
      SurfaceResults results, Path figures, Boolean logarithmic, FigureLayout layout)
      throws IOException {
    Map<String, SurfaceScan> surfaces = new LinkedHashMap<>();
    Map<String, ConvexityMap> maps = new LinkedHashMap<>();
    for (SurfaceResult result : results.surfaces()) {
      String name = ResultNames.unique(ResultNames.title(result.description()), surfaces.keySet());
      surfaces.put(name, result.scan());
      if (result.map() != null) {
        maps.put(name, result.map());
      }
    }
    boolean log = logarithmic == null ? SurfacePlot.needsLogarithm(surfaces.values()) : logarithmic;
    SurfacePlot.of("", surfaces, maps, log).writeAll(figures, "surfaces", layout);
    SurfacePlot.relief("", surfaces, log).writeAll(figures, "surfaces-3d", layout);
    if (maps.size() == surfaces.size()) {
      SurfacePlot.convexity("", surfaces, maps).writeAll(figures, "convexity-maps", layout);
    }
    for (SurfaceResult result : results.surfaces()) {
      if (result.trajectory() != null) {
        String title =
            "Training of %s, loss over %d of %d training images"
                .formatted(
                    result.description().architecture().describe(),
                    result.images(),
                    result.population());
        TrajectoryPlot.of(title, result.scan(), result.map(), result.trajectory(), log)
            .writeAll(figures, "trajectory", layout);
      }
    }
  }

  private static void export(SurfaceResults results, Path folder) throws IOException {
    Set<String> names = new HashSet<>();
    for (SurfaceResult result : results.surfaces()) {
      String name = ResultNames.unique(ResultNames.stem(result.description()), names);
      names.add(name);
      for (String format : EXPORTS) {
        SurfaceFile.write(result.scan(), result.map(), folder.resolve("surface-" + name + format));
      }
    }
  }
}
