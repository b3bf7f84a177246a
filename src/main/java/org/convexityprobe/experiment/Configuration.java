package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.convexityprobe.data.Json;

/**
 * Resolves an experiment: defaults, then a YAML file, then single settings from the command line.
 * An unknown key is an error, wherever it comes from.
 *
 * @param <T> the record that holds the settings
 */
public final class Configuration<T> {
  /**
   * Keys of which null is another choice than the default: so manifests, which can be laid over the
   * defaults as files can, have convolutions that are computed directly.
   */
  private static final Set<String> NULL_IS_A_CHOICE = Set.of("compute.convolution");

  private final Class<T> type;
  private final Map<String, Object> tree;
  private final List<String> overrides = new ArrayList<>();

  /** Keys that a file gave, and keys that were set one by one. */
  private final Set<String> inFiles = new HashSet<>();

  private final Set<String> set = new HashSet<>();
  private String source = "";

  private Configuration(Class<T> type, Map<String, Object> tree) {
    this.type = type;
    this.tree = tree;
  }

  /** Starts from defaults. */
  public static <T extends Record> Configuration<T> of(Class<T> type, T defaults) {
    return new Configuration<>(type, mutable(asTree(defaults)));
  }

  /**
   * Lays a YAML or JSON file over what is there. A section without a value changes nothing.
   *
   * @throws IOException if the file is missing
   * @throws IllegalArgumentException if it is malformed, has an unknown key, or has no value for a
   *     key that needs one; the message names the file
   */
  public Configuration<T> overlay(Path file) throws IOException {
    overlay(tree, read(file), file + ": ", "", inFiles);
    source = file + ": ";
    return this;
  }

  /** Lays settings in YAML, such as those that come with the program, over what is there. */
  public Configuration<T> overlayYaml(String yaml) {
    overlay(tree, asTree(Json.parseYaml(yaml)), "", "", inFiles);
    return this;
  }

  /** Lays a file over one part, such as a network's description over {@code model}. */
  public Configuration<T> overlay(String key, Path file) throws IOException {
    Map<String, Object> part = child(tree, key);
    Set<String> given = new HashSet<>();
    overlay(part, read(file), file + ": ", "", given);
    given.forEach(inner -> inFiles.add(key + "." + inner));
    return this;
  }

  /**
   * Sets one value, unless it is null.
   *
   * @param path keys separated by dots, such as {@code training.epochs}
   */
  public Configuration<T> set(String path, Object value) {
    if (value == null) {
      return this;
    }
    String[] keys = path.split("\\.", -1);
    Map<String, Object> parent = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      parent = child(parent, keys[i]);
    }
    String key = keys[keys.length - 1];
    requireKnown(parent, key, "", path);
    Object plain = Json.convert(value, Object.class);
    set.add(path);
    if (!Objects.equals(parent.put(key, plain), plain)) {
      overrides.add(path + " = " + plain);
    }
    return this;
  }

  /**
   * Returns the settings given one by one that changed something, such as {@code model.width = 2}.
   */
  public List<String> overrides() {
    return List.copyOf(overrides);
  }

  /** Returns whether a file or {@link #set} gave a value, rather than the defaults. */
  public boolean isGiven(String path) {
    return set.contains(path) || inFiles.contains(path);
  }

  /** Returns the value of a key as it stands now; null if there is none. */
  public Object get(String path) {
    Object value = tree;
    for (String key : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value;
  }

  /**
   * Returns the settings.
   *
   * @throws IllegalArgumentException if a value has a wrong type or is out of range
   */
  public T resolve() {
    try {
      return Json.convert(tree, type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          (wasSet(e.getMessage()) ? "" : source) + e.getMessage(), e);
    }
  }

  /** Returns whether a message is about a value that did not come from the file. */
  private boolean wasSet(String message) {
    return message != null
        && set.stream()
            .map(path -> path.substring(path.lastIndexOf('.') + 1))
            .anyMatch(key -> message.startsWith(key + " is "));
  }

  /** Returns any value as a tree of maps, lists and plain values. */
  public static Map<String, Object> asTree(Object value) {
    return asTree(value, "");
  }

  @SuppressWarnings("unchecked") // JSON objects are maps with string keys
  private static Map<String, Object> asTree(Object value, String where) {
    Object tree = Json.convert(value, Object.class);
    if (tree instanceof Map) {
      return (Map<String, Object>) tree;
    }
    throw new IllegalArgumentException(where + "expected keys and values, found " + tree);
  }

  private static Map<String, Object> read(Path file) throws IOException {
    return asTree(Json.read(file, Object.class), file + ": ");
  }

  private static Map<String, Object> mutable(Map<String, Object> tree) {
    Map<String, Object> copy = new LinkedHashMap<>();
    tree.forEach(
        (key, value) -> copy.put(key, value instanceof Map ? mutable(asTree(value)) : value));
    return copy;
  }

  @SuppressWarnings("unchecked") // made by mutable()
  private static Map<String, Object> child(Map<String, Object> parent, String key) {
    if (parent.get(key) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("'" + key + "' is no group of settings");
  }

  private static void overlay(
      Map<String, Object> base,
      Map<String, Object> top,
      String source,
      String prefix,
      Set<String> given) {
    top.forEach(
        (key, value) -> {
          String path = prefix + key;
          requireKnown(base, key, source, path);
          if (!(base.get(key) instanceof Map)) {
            requireValue(base.get(key), value, source, path);
            given.add(path);
            base.put(key, value);
          } else if (value != null) { // a section whose keys are all commented out has none
            Map<String, Object> section = asTree(value, source + path + ": ");
            overlay(child(base, key), section, source, path + ".", given);
          }
        });
  }

  private static void requireValue(Object base, Object value, String source, String path) {
    if (value == null && base != null && !NULL_IS_A_CHOICE.contains(path)) {
      throw new IllegalArgumentException(
          "%s%s has no value; expected one, or leave the key out".formatted(source, path));
    }
  }

  private static void requireKnown(
      Map<String, Object> base, String key, String source, String path) {
    if (!base.containsKey(key)) {
      throw new IllegalArgumentException(
          "%sunknown key '%s'; expected one of %s"
              .formatted(source, path, String.join(", ", base.keySet())));
    }
  }
}
