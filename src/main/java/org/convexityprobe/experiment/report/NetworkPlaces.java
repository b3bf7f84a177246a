package org.convexityprobe.experiment.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  /** The conditions in which segments of one kind of network differ, by the kind. */
  private final Map<String, Set<String>> differing = new HashMap<>();

  /** A network at an epoch in one of the places, by what says which network it is. */
  private record Network(MeasureTable.Place place, String identity) {}

  private final Map<Network, String> known = new HashMap<>();

  /**
   * Compares all segments.
   *
   * @param runs of {@code path}
   */
  NetworkPlaces(Collection<PathResults> runs) {
    Map<String, Map<String, Set<String>>> found = new HashMap<>();
    for (PathResults run : runs) {
      for (PathResult path : run.paths()) {
        String kind = kind(path.description());
        Map<String, Set<String>> values = found.computeIfAbsent(kind, key -> new HashMap<>());
        conditions(run, path)
            .forEach(
                (name, value) ->
                    values.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(value));
      }
    }
    found.forEach(
        (kind, values) -> {
          Set<String> names = differing.computeIfAbsent(kind, key -> new TreeSet<>());
          values.forEach(
              (name, distinct) -> {
                if (distinct.size() > 1) {
                  names.add(name);
                }
              });
        });
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
    StringBuilder objective = new StringBuilder(kind);
    Map<String, String> conditions = conditions(run, path);
    for (String name : differing.get(kind)) {
      if (conditions.containsKey(name)) {
        objective.append(", ").append(name).append(' ').append(conditions.get(name));
      }
    }
    MeasureTable.Place place =
        start.architecture() instanceof OtherArchitecture other
            ? new MeasureTable.Place(
                objective.toString(), from(run, path), "parameters", other.parameters())
            : new MeasureTable.Place(
                objective.toString(), from(run, path), "k", start.resNet().width());
    requireNew(folder, place, identity(run, path));
    return place;
  }

  private void requireNew(String folder, MeasureTable.Place place, String identity) {
    String other = known.put(new Network(place, identity), folder);
    if (other != null) {
      throw new IllegalArgumentException(
          "%s and %s contain the same segment (%s, %s %s, from %s, %s), measured alike; leave one out"
              .formatted(
                  other,
                  folder,
                  place.objective(),
                  place.sizeName(),
                  Math.round(place.size()),
                  place.from(),
                  identity));
    }
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
                .values());
    values.put("points", String.valueOf(settings(run, "path").get("points")));
    Integer end = run.destinationEpoch();
    values.put("to epoch", end == null ? "unknown" : end.toString());
    return values;
  }

  private static Map<String, Object> settings(PathResults run, String key) {
    return Configuration.asTree(run.manifest().configuration().get(key));
  }
}
