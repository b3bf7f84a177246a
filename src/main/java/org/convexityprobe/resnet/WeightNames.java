package org.convexityprobe.resnet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.convexityprobe.resnet.TensorName.Numbered;

/**
 * Which of the usual conventions the tensors of a file are named by, and what they are called here,
 * where PyTorch's CIFAR ResNets give the names: {@code conv1.weight}, {@code
 * layer2.0.shortcut.0.weight}, {@code linear.bias}.
 */
final class WeightNames {
  /**
   * What wrappers such as DataParallel and torch.compile, or modules around a network, put first.
   */
  private static final List<String> PREFIXES =
      List.of("module.", "_orig_mod.", "model.", "net.", "network.", "backbone.", "encoder.");

  /** The layers of a block in the order in which a network without pre-activation has them. */
  private static final List<String> LAYERS = List.of("conv1", "bn1", "conv2", "bn2");

  private final Map<String, String> plain = new LinkedHashMap<>();
  private final Map<String, TensorName> parsed = new LinkedHashMap<>();
  private final Map<Numbered, Integer> firstSegments = new TreeMap<>(WeightNames::byWord);
  private final Map<Numbered, Integer> firstBlocks = new TreeMap<>(WeightNames::byWord);
  private final Map<List<Numbered>, TreeSet<Integer>> lists = new LinkedHashMap<>();
  private final Set<String> prefixes = new LinkedHashSet<>();
  private final Set<String> substitutions = new LinkedHashSet<>();
  private boolean preActivated;

  private WeightNames() {}

  /** Recognises the names of all tensors of a file. */
  static WeightNames of(Collection<String> names) {
    WeightNames known = new WeightNames();
    known.strip(names);
    known.plain.values().forEach(known::parse);
    known.plain.replaceAll((name, stripped) -> known.translate(stripped));
    return known;
  }

  private static int byWord(Numbered a, Numbered b) {
    return a.word().compareTo(b.word());
  }

  private void strip(Collection<String> names) {
    for (String name : names) {
      plain.put(name, withoutPrefixes(name));
    }
    for (String common = common(); common != null; common = common()) {
      String prefix = common;
      prefixes.add(prefix);
      plain.replaceAll((name, stripped) -> withoutPrefixes(stripped.substring(prefix.length())));
    }
  }

  private String withoutPrefixes(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        prefixes.add(prefix);
        return withoutPrefixes(name.substring(prefix.length()));
      }
    }
    return name;
  }

  /** Returns the first word of all names, if all have one and none is known with it. */
  private String common() {
    String word = null;
    for (String name : plain.values()) {
      int dot = name.indexOf('.');
      String start = dot < 0 ? null : name.substring(0, dot + 1);
      boolean other = word != null && !word.equals(start);
      if (start == null || other || TensorName.parse(name).isPresent()) {
        return null;
      }
      word = start;
    }
    return word;
  }

  private void parse(String name) {
    Optional<TensorName> found = TensorName.parse(name);
    if (found.isEmpty()) {
      return;
    }
    TensorName parts = found.get();
    parsed.put(name, parts);
    if (parts.segment() != null) {
      firstSegments.merge(parts.segment(), parts.segment().number(), Math::min);
      firstBlocks.merge(parts.block(), parts.block().number(), Math::min);
      if (parts.isListed()) {
        lists
            .computeIfAbsent(List.of(parts.segment(), parts.block()), key -> new TreeSet<>())
            .add(Integer.valueOf(parts.plainLayer()));
      }
    }
  }

  private String translate(String name) {
    TensorName parts = parsed.get(name);
    String layer = parts == null ? null : layer(parts);
    if (layer == null) {
      return name;
    }
    substitute(parts.layer(), layer);
    if (parts.segment() == null) {
      return layer + "." + parts.parameter();
    }
    String word = parts.segment().word();
    substitute(word.replaceAll("[._]$", ""), "layer");
    return "layer%d.%d.%s.%s".formatted(segment(parts), block(parts), layer, parts.parameter());
  }

  /** Returns the layer's name here, or null where its place in a list does not tell. */
  private String layer(TensorName parts) {
    if (!parts.isListed()) {
      return parts.plainLayer();
    }
    TreeSet<Integer> list = lists.get(List.of(parts.segment(), parts.block()));
    int place = list.headSet(Integer.valueOf(parts.plainLayer())).size();
    preActivated |= place == 0 && parts.parameter().startsWith("running");
    return list.size() == LAYERS.size() && !preActivated ? LAYERS.get(place) : null;
  }

  /** Segments are counted from 1 here. */
  private int segment(TensorName parts) {
    Numbered segment = parts.segment();
    if (segment.word().equals("conv")) {
      return segment.number() - 1;
    }
    return segment.number() + (firstSegments.get(segment) == 0 ? 1 : 0);
  }

  /** Blocks are counted from 0 here. */
  private int block(TensorName parts) {
    Numbered block = parts.block();
    boolean fromOne =
        !block.word().isEmpty() && !block.word().endsWith(".") && firstBlocks.get(block) == 1;
    return block.number() - (fromOne ? 1 : 0);
  }

  private void substitute(String theirs, String ours) {
    boolean numbered = theirs.matches(".*\\.[01]") && ours.matches(".*\\.[01]");
    String from = numbered ? theirs.substring(0, theirs.length() - 2) : theirs;
    String to = numbered ? ours.substring(0, ours.length() - 2) : ours;
    if (!from.equals(to)) {
      substitutions.add(from + " for " + to);
    }
  }

  /** Returns what a tensor is called here; its own name where that follows no convention. */
  String plain(String name) {
    return plain.get(name);
  }

  /** Returns whether blocks begin with a batch-norm, as those of pre-activation networks. */
  boolean isPreActivated() {
    return preActivated;
  }

  /**
   * Returns whether the names are those of networks whose identity shortcuts put all zeros behind
   * the channels.
   */
  boolean putsZerosBehind() {
    return substitutions.contains("conv_a for conv1");
  }

  /** Returns the convention in words, such as {@code fc for linear; without 'module.'}. */
  String describe() {
    List<String> parts = new ArrayList<>();
    parts.add(
        substitutions.isEmpty()
            ? "those of PyTorch's CIFAR ResNets"
            : "those of PyTorch's CIFAR ResNets with " + String.join(", ", substitutions));
    if (!prefixes.isEmpty()) {
      parts.add("after " + String.join(", ", prefixes));
    }
    return String.join("; ", parts);
  }
}
