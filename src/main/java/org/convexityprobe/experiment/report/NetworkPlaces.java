package org.convexityprobe.experiment.report;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.probe.PathResult;
import org.convexityprobe.experiment.probe.PathResults;
import org.convexityprobe.experiment.result.Conditions;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.OtherArchitecture;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.Shortcut;

/**
 * Which segments of networks are averaged: those that differ in nothing but the training seed.
 * Where segments of one kind of network differ otherwise, such as in the images of the loss, this
 * is part of the name of their objective.
 */
final class NetworkPlaces {
  private final ObjectiveNames names = new ObjectiveNames();
  private final KnownSegments known = new KnownSegments();

  /**
   * Compares all segments.
   *
   * @param runs of {@code path}
   */
  NetworkPlaces(Collection<PathResults> runs) {
    for (PathResults run : runs) {
      run.paths().forEach(path -> names.add(kind(path.description()), conditions(run, path)));
    }
  }

  /**
   * Returns the place of a segment.
   *
   * @param folder of the run
   * @throws IllegalArgumentException if the same segment was met before
   */
  MeasureTable.Place of(String folder, PathResults run, PathResult path) {
    Checkpoint start = path.description();
    String kind = kind(start);
    String objective = kind + names.differing(kind, conditions(run, path));
    MeasureTable.Place place =
        start.architecture() instanceof OtherArchitecture other
            ? new MeasureTable.Place(objective, from(run, path), "parameters", other.parameters())
            : new MeasureTable.Place(objective, from(run, path), "k", start.resNet().width());
    known.add(
        folder,
        "%s, %s %s, from %s, %s"
            .formatted(
                objective,
                place.sizeName(),
                Math.round(place.size()),
                place.from(),
                identity(run, path)));
    return place;
  }

  private static String kind(Checkpoint start) {
    if (start.architecture() instanceof OtherArchitecture other) {
      return other.name();
    }
    ResNetArchitecture network = start.resNet();
    String skips = network.shortcut() == Shortcut.NONE ? " without skips" : "";
    return "ResNet-" + network.depth() + skips;
  }

  /** Several starts of one run whose epochs are not known are not one start of several seeds. */
  private static String from(PathResults run, PathResult path) {
    Integer epoch = path.description().epoch();
    if (epoch != null) {
      return "epoch " + epoch;
    }
    long unknown = run.paths().stream().filter(each -> each.description().epoch() == null).count();
    return unknown > 1 ? path.name() : "start";
  }

  /** Returns which network it is, among those of one place: by its seed, or else by its file. */
  private static String identity(PathResults run, PathResult path) {
    Long seed = path.description().seed();
    return seed == null
        ? "SHA-256 " + settings(run, "checkpoints").get(path.name())
        : "seed " + seed;
  }

  private static Map<String, String> conditions(PathResults run, PathResult path) {
    Map<String, String> values =
        new TreeMap<>(
            Conditions.of(
                    run.manifest(), "loss", path.description(), run.images(), run.population())
                .withUsualLoss());
    values.put("points", String.valueOf(settings(run, "path").get("points")));
    Integer end = run.destinationEpoch();
    values.put("to epoch", end == null ? "unknown" : end.toString());
    return values;
  }

  private static Map<String, Object> settings(PathResults run, String key) {
    return Configuration.asTree(run.manifest().configuration().get(key));
  }
}
