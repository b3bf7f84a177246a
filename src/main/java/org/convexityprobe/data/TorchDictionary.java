package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.convexityprobe.data.PickleValue.Inert;

/**
 * The dictionary of weights in what a PyTorch file holds: the file itself, or a part of it, as in
 * {@code {"state_dict": …, "epoch": 200}}.
 *
 * @param key where it is, such as {@code state_dict}, or a point for the file itself
 * @param tensors its tensors by name
 * @param others what lies beside it, in words
 */
record TorchDictionary(String key, Map<String, TorchTensor> tensors, String others) {
  private static final String WHOLE = ".";
  private static final int MAX_DEPTH = 8;
  private static final int LISTED = 12;

  /**
   * Chooses a dictionary.
   *
   * @param root what the file holds
   * @param key the one that is asked for; null for the only one
   * @throws IOException if there is none
   * @throws IllegalArgumentException if there are several and none is asked for, or not the one
   *     asked for
   */
  static TorchDictionary choose(Path file, Object root, String key) throws IOException {
    Map<String, Map<?, ?>> found = new LinkedHashMap<>();
    collect(root, WHOLE, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    if (found.isEmpty()) {
      throw new IOException(
          "%s holds %s; expected a dictionary of tensors: torch.save(model.state_dict(), 'weights.pt')"
              .formatted(file, describe(root)));
    }
    Map<String, Map<?, ?>> weights = new LinkedHashMap<>(found);
    weights.values().removeIf(map -> !hasWeights(map));
    Map<String, Map<?, ?>> likely = weights.isEmpty() ? found : weights;
    if (key == null && likely.size() > 1) {
      throw new IllegalArgumentException(
          "%s holds several dictionaries of tensors; say which with --key: %s"
              .formatted(file, describe(likely)));
    }
    String chosen = key == null ? likely.keySet().iterator().next() : key;
    Map<?, ?> dictionary = found.containsKey(chosen) ? found.get(chosen) : at(root, chosen);
    if (dictionary == null) {
      throw new IllegalArgumentException(
          "%s holds no dictionary of tensors '%s'; it holds %s"
              .formatted(file, key, describe(found)));
    }
    String others =
        root instanceof Map<?, ?> all && !chosen.equals(WHOLE) ? beside(all, chosen) : "";
    return new TorchDictionary(chosen, tensors(dictionary), others);
  }

  /**
   * Returns the dictionary of tensors at a path, or null. One dictionary may be at several, of
   * which only the first is collected.
   */
  private static Map<?, ?> at(Object value, String path) {
    if (!(value instanceof Map<?, ?> all)) {
      return null;
    }
    if (all.get(path) instanceof Map<?, ?> map && !tensors(map).isEmpty()) {
      return map;
    }
    for (Map.Entry<?, ?> entry : all.entrySet()) {
      if (entry.getKey() instanceof String name && path.startsWith(name + ".")) {
        Map<?, ?> found = at(entry.getValue(), path.substring(name.length() + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static void collect(
      Object value, String path, Map<String, Map<?, ?>> found, Set<Object> seen) {
    if (!(value instanceof Map<?, ?> map) || !seen.add(value)) {
      return;
    }
    if (!tensors(map).isEmpty()) {
      found.put(path, map);
    }
    if (path.chars().filter(c -> c == '.').count() > MAX_DEPTH) {
      return;
    }
    map.forEach(
        (key, inner) -> {
          if (key instanceof String name) {
            collect(inner, path.equals(WHOLE) ? name : path + "." + name, found, seen);
          }
        });
  }

  private static Map<String, TorchTensor> tensors(Map<?, ?> map) {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (key instanceof String name && value instanceof TorchTensor tensor) {
            tensors.put(name, tensor);
          }
        });
    return tensors;
  }

  private static boolean hasWeights(Map<?, ?> map) {
    return tensors(map).keySet().stream().anyMatch(name -> name.endsWith("weight"));
  }

  private static String describe(Map<String, Map<?, ?>> dictionaries) {
    String listed =
        dictionaries.entrySet().stream()
            .limit(LISTED)
            .map(
                entry ->
                    "'%s' (%d tensors)"
                        .formatted(
                            TorchObjects.shown(entry.getKey()), tensors(entry.getValue()).size()))
            .collect(Collectors.joining(", "));
    return dictionaries.size() > LISTED
        ? "%s and %d more".formatted(listed, dictionaries.size() - LISTED)
        : listed;
  }

  private static String beside(Map<?, ?> all, String chosen) {
    return all.entrySet().stream()
        .filter(entry -> !(chosen + ".").startsWith(entry.getKey() + "."))
        .limit(LISTED)
        .map(entry -> named(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String named(Object key, Object value) {
    String name = key instanceof String text ? TorchObjects.shown(text) : "a key that is no text";
    boolean simple = value instanceof Long || value instanceof Double || value instanceof Boolean;
    if (value instanceof String text) {
      return "%s = '%s'".formatted(name, TorchObjects.shown(text));
    }
    return simple ? "%s = %s".formatted(name, value) : name;
  }

  /** Returns what a file without a dictionary of tensors holds. */
  private static String describe(Object root) {
    if (root instanceof TorchTensor tensor) {
      return "one tensor of shape " + tensor.shape();
    }
    if (root instanceof Map<?, ?> map) {
      return map.isEmpty()
          ? "an empty dictionary"
          : "a dictionary without tensors: " + beside(map, WHOLE);
    }
    if (root instanceof Inert inert) {
      return "an object of " + inert.what();
    }
    return root instanceof List<?> || root instanceof PickleValue.Tuple
        ? "a list"
        : "no dictionary";
  }
}
