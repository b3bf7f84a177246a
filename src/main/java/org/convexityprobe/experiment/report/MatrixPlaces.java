package org.convexityprobe.experiment.report;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.FactorizationConfig;
import org.convexityprobe.experiment.factorization.MatrixConfig;
import org.convexityprobe.experiment.factorization.TrajectoryConfig;
import org.convexityprobe.experiment.factorization.TrajectoryResults;

/**
 * Which segments of factorisations are averaged: those that differ in nothing but the starting
 * point. Where segments of one matrix and rank differ otherwise, such as in the solver, this is
 * part of the name of their objective.
 */
final class MatrixPlaces {
  /** Settings that give the size, the starting points or the name of the objective. */
  private static final Set<String> INDIFFERENT =
      Set.of(
          "synthetic.rows",
          "synthetic.columns",
          "subsample",
          "sample",
          "sample.rows",
          "sample.columns",
          "sampleSeed",
          "rank",
          "seed",
          "initialFactors");

  private final ObjectiveNames names = new ObjectiveNames();

  /** Of matrices with equally many entries. */
  private final ObjectiveNames shapes = new ObjectiveNames();

  private final KnownSegments known = new KnownSegments();

  /**
   * Compares all segments.
   *
   * @param runs of {@code nmf trajectory}
   */
  MatrixPlaces(Collection<TrajectoryResults> runs) {
    for (TrajectoryResults run : runs) {
      names.add(run.objective(), conditions(config(run)));
      shapes.add(ofEqualSize(run), shape(run));
    }
  }

  /**
   * Returns the place of the segments from the starts of a run's paths.
   *
   * @param folder of the run
   * @throws IllegalArgumentException if one of these segments was met before
   */
  MeasureTable.Place of(String folder, TrajectoryResults run) {
    TrajectoryConfig config = config(run);
    String objective =
        run.objective()
            + names.differing(run.objective(), conditions(config))
            + shapes.differing(ofEqualSize(run), shape(run));
    for (TrajectoryResults.Path path : run.paths()) {
      known.add(
          folder,
          "%s, %s, from %s"
              .formatted(
                  objective, shape(run).get("shape"), start(config.solve(), path.repetition())));
    }
    return new MeasureTable.Place(objective, "start", "entries", entries(run));
  }

  private static TrajectoryConfig config(TrajectoryResults run) {
    return Json.convert(run.manifest().settings(), TrajectoryConfig.class);
  }

  private static double entries(TrajectoryResults run) {
    return (double) run.matrix().rows() * run.matrix().columns();
  }

  private static String ofEqualSize(TrajectoryResults run) {
    return "%s, %.0f entries".formatted(run.objective(), entries(run));
  }

  private static Map<String, String> shape(TrajectoryResults run) {
    return Map.of("shape", "%d × %d".formatted(run.matrix().rows(), run.matrix().columns()));
  }

  /** Returns which start it is: by the seed that it was drawn from, or else by its file. */
  private static String start(FactorizationConfig solve, int repetition) {
    return solve.initialFactors().isEmpty()
        ? "seed " + (solve.seed() + repetition)
        : solve.initialFactors().get(repetition);
  }

  private static Map<String, String> conditions(TrajectoryConfig config) {
    Map<String, String> values = new TreeMap<>();
    put(values, "", Configuration.asTree(config.matrix()));
    put(values, "", Configuration.asTree(config.solve()));
    values.put("points", Integer.toString(config.points()));
    if (isSampled(config.matrix())) {
      values.put("sampleSeed", Long.toString(config.matrix().sampleSeed()));
    }
    if (!config.solve().initialFactors().isEmpty()) {
      values.put("initialization", "given");
    }
    return values;
  }

  private static boolean isSampled(MatrixConfig matrix) {
    return matrix.sample() != null || matrix.subsample() < 1;
  }

  private static void put(Map<String, String> values, String prefix, Map<String, Object> settings) {
    settings.forEach(
        (key, value) -> {
          if (value instanceof Map) {
            put(values, prefix + key + ".", Configuration.asTree(value));
          } else if (!INDIFFERENT.contains(prefix + key)) {
            values.put(prefix + key, String.valueOf(value));
          }
        });
  }
}
