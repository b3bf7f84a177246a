package org.convexityprobe.experiment.report;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** In which conditions segments of one kind differ: these are part of the name of an objective. */
final class ObjectiveNames {
  /** The values of each condition, in the order of their names, by the kind. */
  private final Map<String, Map<String, Set<String>>> found = new HashMap<>();

  /** Adds segments that are to be compared with the others of their kind. */
  void add(String kind, Map<String, String> conditions) {
    Map<String, Set<String>> values = found.computeIfAbsent(kind, key -> new TreeMap<>());
    conditions.forEach(
        (name, value) -> values.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(value));
  }

  /**
   * Returns those conditions of segments in which some of their kind differ, such as {@code ,
   * shortcut IDENTITY}; nothing if all are alike.
   *
   * @param kind one that was added
   */
  String differing(String kind, Map<String, String> conditions) {
    StringBuilder words = new StringBuilder();
    found
        .get(kind)
        .forEach(
            (name, values) -> {
              if (values.size() > 1 && conditions.containsKey(name)) {
                words.append(", ").append(name).append(' ').append(conditions.get(name));
              }
            });
    return words.toString();
  }
}
