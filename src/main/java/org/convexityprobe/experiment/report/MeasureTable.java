package org.convexityprobe.experiment.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.factorization.TrajectoryResults;
import org.convexityprobe.experiment.factorization.TrajectoryStudy;
import org.convexityprobe.experiment.probe.PathResult;
import org.convexityprobe.experiment.probe.PathResults;
import org.convexityprobe.experiment.probe.PathRun;
import org.convexityprobe.experiment.recovery.RecoveryLinesStudy;
import org.convexityprobe.landscape.ConvexityMeasure;
import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.nmf.TrajectoryPoint;

/**
 * The measures of convexity of networks, factorisations and matrix recovery side by side. The
 * papers conjecture that each becomes better with size.
 *
 * @param schemaVersion version of this format
 * @param runs the folders that the numbers come from
 * @param rows by objective, starting point and size
 */
public record MeasureTable(int schemaVersion, List<String> runs, List<MeasureRow> rows) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 1;

  /** The kinds of runs that are read. */
  public static final List<String> KINDS =
      List.of(PathRun.KIND, TrajectoryStudy.KIND, RecoveryLinesStudy.KIND);

  /** Copies the lists. */
  public MeasureTable {
    runs = List.copyOf(runs);
    rows = List.copyOf(rows);
  }

  /** Where segments start, of which objective and size; segments of one place are averaged. */
  record Place(String objective, String from, String sizeName, double size) {}

  /**
   * Reads finished runs.
   *
   * @param folders of {@code path}, {@code nmf trajectory} and {@code recovery lines}
   * @throws IOException if one is not finished, damaged, or of another kind
   * @throws IllegalArgumentException if a folder, or a segment, is given twice
   */
  public static MeasureTable read(List<Path> folders) throws IOException {
    requireDistinct(folders);
    Map<Path, PathResults> paths = new LinkedHashMap<>();
    Map<Path, TrajectoryResults> matrices = new LinkedHashMap<>();
    Map<Path, RecoveryLinesStudy.Results> problems = new LinkedHashMap<>();
    for (Path folder : folders) {
      String kind = Manifest.read(folder.resolve(Manifest.FILE)).kind();
      switch (kind) {
        case PathRun.KIND -> paths.put(folder, PathResults.read(folder));
        case TrajectoryStudy.KIND -> matrices.put(folder, results(folder, TrajectoryResults.class));
        case RecoveryLinesStudy.KIND ->
            problems.put(folder, results(folder, RecoveryLinesStudy.Results.class));
        default ->
            throw new IOException(
                "%s is a run of '%s'; expected one of %s"
                    .formatted(folder, kind, String.join(", ", KINDS)));
      }
    }
    NetworkPlaces networkPlaces = new NetworkPlaces(paths.values());
    MatrixPlaces matrixPlaces = new MatrixPlaces(matrices.values());
    RecoveryPlaces recoveryPlaces = new RecoveryPlaces(problems.values());
    Map<Place, List<ConvexityMeasures>> segments = new LinkedHashMap<>();
    List<MeasureRow> finished = new ArrayList<>();
    for (Path folder : folders) {
      String name = folder.toString();
      if (paths.containsKey(folder)) {
        PathResults results = paths.get(folder);
        for (PathResult path : results.paths()) {
          add(segments, networkPlaces.of(name, results, path), path.measures());
        }
      } else if (matrices.containsKey(folder)) {
        TrajectoryResults results = matrices.get(folder);
        addMatrix(results, matrixPlaces.of(name, results), segments);
      } else {
        finished.addAll(recoveryPlaces.of(name, problems.get(folder)));
      }
    }
    List<MeasureRow> rows = new ArrayList<>();
    segments.forEach(
        (place, measures) ->
            rows.add(
                new MeasureRow(
                    place.objective,
                    place.from,
                    place.sizeName,
                    place.size,
                    measures.size(),
                    ConvexityMeasure.means(measures))));
    rows.addAll(finished);
    return new MeasureTable(
        SCHEMA_VERSION, folders.stream().map(Path::toString).toList(), sorted(rows));
  }

  private static void requireDistinct(List<Path> folders) {
    Set<Path> known = new HashSet<>();
    for (Path folder : folders) {
      if (!known.add(folder.toAbsolutePath().normalize())) {
        throw new IllegalArgumentException(folder + " is given twice; leave one out");
      }
    }
  }

  /** Objectives stay in the order in which they were met; the sizes of each rise. */
  private static List<MeasureRow> sorted(List<MeasureRow> rows) {
    Map<String, List<MeasureRow>> groups = new LinkedHashMap<>();
    rows.forEach(
        row ->
            groups
                .computeIfAbsent(row.objective() + "\n" + row.from(), key -> new ArrayList<>())
                .add(row));
    return groups.values().stream()
        .flatMap(group -> group.stream().sorted((a, b) -> Double.compare(a.size(), b.size())))
        .toList();
  }

  private static <T> T results(Path folder, Class<T> type) throws IOException {
    return Json.readWritten(folder.resolve(ResultFiles.RESULTS), type, RunFolder.MAKE_AGAIN);
  }

  private static void addMatrix(
      TrajectoryResults results, Place start, Map<Place, List<ConvexityMeasures>> segments) {
    Place half = new Place(start.objective, "half-way", start.sizeName, start.size);
    for (TrajectoryResults.Path path : results.paths()) {
      List<TrajectoryPoint> points = path.points();
      add(segments, start, points.get(0).measures());
      add(segments, half, points.get(points.size() / 2).measures());
    }
  }

  private static void add(
      Map<Place, List<ConvexityMeasures>> segments, Place place, ConvexityMeasures measures) {
    segments.computeIfAbsent(place, key -> new ArrayList<>()).add(measures);
  }
}
