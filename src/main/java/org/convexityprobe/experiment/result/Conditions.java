package org.convexityprobe.experiment.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageLocation;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.Objective;
import org.convexityprobe.resnet.Checkpoint;

/**
 * What two convexity lengths must have in common to be subtracted: how they were measured, on which
 * images, and by which recipe the network was trained. Depth, width, epoch and seeds are not part
 * of it: they are what is compared, or drawn.
 *
 * @param values what was chosen, in words, by its name
 */
public record Conditions(Map<String, String> values) {
  private static final String NONE = "none";

  private static final String OBJECTIVE = "objective";

  /** Settings of a probe that change how well a length is known, but not what it is of. */
  private static final Set<String> INDIFFERENT =
      Set.of("lines", "seed", "images", "batchSize", "confidence", "crossCheck");

  /** Settings of a training that are compared, or that do not change what came before. */
  private static final Set<String> COMPARED = Set.of("seed", "epochs", "checkpointEpochs");

  /** Copies the map. */
  public Conditions {
    values = new TreeMap<>(values);
  }

  /** Returns the conditions of one result of a run. */
  static Conditions of(Manifest manifest, CheckpointResult result) {
    return of(manifest, "probe", result.description(), result.images(), result.population());
  }

  /**
   * Returns the conditions of one network of a run.
   *
   * @param settings the part of the configuration that says how the loss is measured
   * @param images number of images that the loss is a mean over
   * @param population number of images that they were drawn from
   */
  public static Conditions of(
      Manifest manifest, String settings, Checkpoint network, int images, int population) {
    Map<String, String> values = new TreeMap<>();
    Map<String, Object> probe = part(manifest, settings);
    probe.forEach(
        (key, value) -> {
          if (!INDIFFERENT.contains(key) && !key.equals(OBJECTIVE)) {
            values.put(key, String.valueOf(value));
          }
        });
    addObjective(probe.get(OBJECTIVE), values);
    if (BatchNormMode.BATCH.name().equalsIgnoreCase(String.valueOf(probe.get("batchNorm")))) {
      values.put("batchSize", String.valueOf(probe.get("batchSize")));
    }
    values.put("images in the loss", images(images, population, probe.get("seed")));
    if (part(manifest, "directions").get("sha256") != null) {
      values.put("direction", "the file " + part(manifest, "directions").get("sha256"));
    }
    addNetwork(network, values);
    if (network.data() == null) {
      values.put("images given", given(manifest, population));
    }
    return new Conditions(values);
  }

  /** Returns what a network adds to the conditions, whatever way it is measured. */
  static Conditions of(Checkpoint network) {
    Map<String, String> values = new TreeMap<>();
    addNetwork(network, values);
    return new Conditions(values);
  }

  /**
   * Returns the values by their names, with those of the usual loss, which are left out otherwise.
   */
  public Map<String, String> withUsualLoss() {
    Map<String, String> all = new TreeMap<>(values);
    Configuration.asTree(Objective.CROSS_ENTROPY)
        .forEach((key, value) -> all.putIfAbsent(key, value == null ? "none" : value.toString()));
    return all;
  }

  /** Cross-entropy as it comes is not named: it was the only loss of earlier versions. */
  private static void addObjective(Object objective, Map<String, String> values) {
    if (objective == null) {
      return;
    }
    Map<String, Object> plain = Configuration.asTree(Objective.CROSS_ENTROPY);
    Configuration.asTree(objective)
        .forEach(
            (key, value) -> {
              if (!Objects.equals(value, plain.get(key))) {
                values.put(key, String.valueOf(value));
              }
            });
  }

  private static String images(int images, int population, Object seed) {
    return images == population
        ? "all " + population
        : "%d of %d, drawn by seed %s".formatted(images, population, seed);
  }

  /**
   * Says which images a run was given. Those of a network whose training images are known are
   * these.
   */
  private static String given(Manifest manifest, int population) {
    Map<String, Object> data = part(manifest, "data");
    String source = data.get("source") instanceof String text ? text : null;
    Object checksum = part(manifest, Manifest.INPUTS).get(ImageLocation.pathIn(source));
    if (checksum != null) {
      return "%d, checksum %s".formatted(population, checksum);
    }
    Object count = data.get("trainImages");
    boolean drawn = count != null || ImageLocation.pathIn(source).isEmpty();
    return "%s of %s%s"
        .formatted(
            count == null ? "all" : count,
            source == null ? Cifar10.FETCHED : source,
            drawn ? ", drawn by seed " + data.get("seed") : "");
  }

  private static void addNetwork(Checkpoint network, Map<String, String> values) {
    Map<String, Object> architecture = Configuration.asTree(network.architecture());
    for (String key : List.of("input", "classes", "shortcut", "format")) {
      if (architecture.get(key) != null) {
        values.put(key, String.valueOf(architecture.get(key)));
      }
    }
    if (network.normalization() != null) {
      values.put("normalization", Configuration.asTree(network.normalization()).toString());
    }
    values.put(
        "trained on",
        network.data() == null
            ? "unknown"
            : "%d images of %s, drawn by seed %d%s"
                .formatted(
                    network.data().trainImages(),
                    network.data().name(),
                    network.data().seed(),
                    network.data().checksum() == null
                        ? ""
                        : ", checksum " + network.data().checksum()));
    values.put("trained by", network.training() == null ? "another program" : "this program");
    if (network.training() != null) {
      values.put("denseInitialization", String.valueOf(architecture.get("denseInitialization")));
      Configuration.asTree(network.training())
          .forEach(
              (key, value) -> {
                if (!COMPARED.contains(key)) {
                  values.put("training." + key, String.valueOf(value));
                }
              });
    }
  }

  private static Map<String, Object> part(Manifest manifest, String key) {
    Object part = manifest.configuration().get(key);
    return part == null ? Map.of() : Configuration.asTree(part);
  }

  /** Says in what other conditions differ, such as {@code length is 1.0 and 2.0}. */
  public List<String> differencesFrom(Conditions other) {
    SortedSet<String> names = new TreeSet<>(values.keySet());
    names.addAll(other.values.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String own = values.getOrDefault(name, NONE);
      String theirs = other.values.getOrDefault(name, NONE);
      // The recipe of a network that was trained elsewhere is not known, so that it cannot differ.
      boolean known = !name.startsWith("training.") || (!own.equals(NONE) && !theirs.equals(NONE));
      if (known && !Objects.equals(own, theirs)) {
        differences.add("%s is %s and %s".formatted(name, own, theirs));
      }
    }
    return differences;
  }
}
