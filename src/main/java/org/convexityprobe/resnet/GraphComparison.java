package org.convexityprobe.resnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two of DL4J's configurations as plain JSON: the one that this program builds, and one
 * that a file holds. Every layer, vertex, activation and loss must be the class that the network
 * needs, with its very settings, so no other class has to be known or loaded.
 */
public final class GraphComparison {
  /** What changes as training goes on, or is filled in when a graph is initialised. */
  private static final Set<String> COUNTERS = Set.of("iterationCount", "epochCount", "variables");

  /** What says how a network was trained or is to be computed, not which function it is. */
  private static final Set<String> TRAINING =
      Set.of(
          "seed",
          "iupdater",
          "biasUpdater",
          "weightInitFn",
          "biasInit",
          "gainInit",
          "regularization",
          "regularizationBias",
          "gradientNormalization",
          "gradientNormalizationThreshold",
          "constraints",
          "optimizationAlgo",
          "maxNumLineSearchIterations",
          "stepFunction",
          "miniBatch",
          "minimize",
          "cacheMode",
          "trainingWorkspaceMode",
          "inferenceWorkspaceMode",
          "cudnnAlgoMode",
          "cudnnAllowFallback",
          "cudnnFwdAlgo",
          "cudnnBwdFilterAlgo",
          "cudnnBwdDataAlgo");

  private static final int SHOWN = 100;

  private final Set<String> ignored;

  private GraphComparison(Set<String> ignored) {
    this.ignored = ignored;
  }

  /** Returns a comparison of what networks compute, however they were trained. */
  static GraphComparison ofFunctions() {
    Set<String> ignored = new TreeSet<>(COUNTERS);
    ignored.addAll(TRAINING);
    return new GraphComparison(ignored);
  }

  /** Returns a comparison of networks and of how they are trained. */
  public static GraphComparison ofTraining() {
    return new GraphComparison(COUNTERS);
  }

  /** Returns the first difference, in words, or nothing if there is none. */
  Optional<String> difference(JsonNode expected, JsonNode found) {
    return difference("", expected, found);
  }

  private Optional<String> difference(String place, JsonNode expected, JsonNode found) {
    if (expected.isObject() && found.isObject()) {
      Set<String> keys = new TreeSet<>();
      expected.fieldNames().forEachRemaining(keys::add);
      found.fieldNames().forEachRemaining(keys::add);
      keys.removeAll(ignored);
      for (String key : keys) {
        Optional<String> part =
            difference(
                place.isEmpty() ? key : place + "." + key, expected.path(key), found.path(key));
        if (part.isPresent()) {
          return part;
        }
      }
      return Optional.empty();
    }
    if (expected.isArray() && found.isArray() && expected.size() == found.size()) {
      for (int i = 0; i < expected.size(); i++) {
        Optional<String> part =
            difference("%s[%d]".formatted(place, i), expected.get(i), found.get(i));
        if (part.isPresent()) {
          return part;
        }
      }
      return Optional.empty();
    }
    return expected.equals(found)
        ? Optional.empty()
        : Optional.of("%s is %s; expected %s".formatted(place, shown(found), shown(expected)));
  }

  private static String shown(JsonNode node) {
    String text = node.isMissingNode() ? "absent" : node.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
