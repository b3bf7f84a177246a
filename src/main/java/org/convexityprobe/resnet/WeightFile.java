package org.convexityprobe.resnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.convexityprobe.data.Tensor;
import org.convexityprobe.data.TensorFile;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;

/**
 * Weights of these networks as other programs keep them: safetensors or NumPy files with tensors
 * named and shaped as PyTorch does.
 *
 * <p>PyTorch's row-major tensors and the slices of DL4J's flat vector hold the same numbers in the
 * same order, dense weights included ([out, in] row-major there, [in, out] column-major here). So
 * weights are copied, never permuted, and a round trip is bit-identical.
 */
public final class WeightFile {
  /** What precedes the name of a tensor in its block, or else its layer. */
  private static final Pattern BLOCK = Pattern.compile("(layer\\d+\\.\\d+|[^.]+)\\..*");

  private static final String SHORTCUT = ".shortcut.";

  /** Integers that PyTorch counts batches and averaged networks in. */
  private static final Pattern COUNTER =
      Pattern.compile("(.*\\.)?(num_batches_tracked|n_averaged)");

  private static final int LISTED = 500;

  private final Path file;
  private final Map<String, Tensor> tensors;
  private final Map<String, String> metadata;
  private final WeightNames names;
  private final List<String> notes;

  private WeightFile(
      Path file, Map<String, Tensor> tensors, WeightNames names, TensorFile content) {
    this.file = file;
    this.tensors = tensors;
    this.names = names;
    this.metadata = content.metadata();
    this.notes = content.notes();
  }

  /**
   * Reads a file; PyTorch's counters of batches and of averaged networks are left out.
   *
   * @throws IOException if it is missing, damaged or has two tensors of one name
   */
  public static WeightFile read(Path file) throws IOException {
    return read(file, null);
  }

  /**
   * Reads a file; PyTorch's counters of batches and of averaged networks are left out.
   *
   * @param key which of the dictionaries of a PyTorch file to read; null where it has one
   * @throws IOException if it is missing, damaged or has two tensors of one name
   * @throws IllegalArgumentException if a key must be given, or means nothing
   */
  public static WeightFile read(Path file, String key) throws IOException {
    TensorFile content = TensorFile.read(file, name -> !COUNTER.matcher(name).matches(), key);
    WeightNames names = WeightNames.of(content.tensors().stream().map(Tensor::name).toList());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Tensor tensor : content.tensors()) {
      String plain = names.plain(tensor.name());
      Tensor other = tensors.put(plain, tensor);
      if (other != null) {
        throw new IOException(
            "%s: two tensors are named '%s' once prefixes are left out: '%s' and '%s'; save one network alone"
                .formatted(file, plain, other.name(), tensor.name()));
      }
    }
    return new WeightFile(file, tensors, names, content);
  }

  /** Returns the file that this was read from. */
  Path file() {
    return file;
  }

  /** Returns the tensors by their plain names. */
  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Returns how the file names its tensors. */
  WeightNames names() {
    return names;
  }

  /** Returns how the file names its tensors, in words, and what else was noticed; a line each. */
  public List<String> notes() {
    List<String> lines = new ArrayList<>(notes);
    lines.add("names: " + names.describe());
    return lines;
  }

  /** Returns the same for a network with these shortcuts, whose channels may differ in order. */
  public List<String> notes(Shortcut shortcut) {
    List<String> lines = notes();
    if (shortcut == Shortcut.IDENTITY && names.putsZerosBehind()) {
      lines.add(
          "warning: programs with these names put all zeros of identity shortcuts behind the"
              + " channels; here, half of them are before the channels, so this is another network;"
              + " compare the accuracy of 'convexity evaluate' with that of the other program");
    }
    return lines;
  }

  /** Returns the text that goes with the tensors. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Returns the flat vector of a whole network.
   *
   * @throws IOException if tensors are missing, left over or of another shape; all are listed
   */
  public float[] parameters(ParameterLayout layout) throws IOException {
    return flatten(layout, true);
  }

  /**
   * Returns the flat vector of a direction: what is absent is zero.
   *
   * @throws IOException if tensors are left over or of another shape; all are listed
   */
  public float[] direction(ParameterLayout layout) throws IOException {
    return flatten(layout, false);
  }

  private float[] flatten(ParameterLayout layout, boolean complete) throws IOException {
    List<String> problems = new ArrayList<>();
    float[] flat = new float[layout.length()];
    Set<String> left = new TreeSet<>(tensors.keySet());
    for (ParameterLayout.Tensor slot : layout.tensors()) {
      Tensor tensor = tensors.get(slot.name());
      left.remove(slot.name());
      if (tensor == null) {
        if (complete) {
          problems.add("missing: %s %s".formatted(slot.name(), shape(slot)));
        }
      } else if (!fits(tensor, slot)) {
        problems.add(
            "%s has shape %s; expected %s".formatted(slot.name(), tensor.shape(), shape(slot)));
      } else {
        System.arraycopy(tensor.values(), 0, flat, slot.offset(), slot.length());
      }
    }
    left.forEach(
        name ->
            problems.add(
                "%s %s has no place in the network"
                    .formatted(tensors.get(name).name(), tensors.get(name).shape())));
    if (!problems.isEmpty()) {
      throw new IOException(report(problems));
    }
    return flat;
  }

  private String report(List<String> problems) {
    List<String> shown = problems.subList(0, Math.min(LISTED, problems.size()));
    String more =
        problems.size() > LISTED ? "%n  and %d more".formatted(problems.size() - LISTED) : "";
    return "%s does not fit the network:%n  %s%s"
        .formatted(file, String.join("%n  ".formatted(), shown), more);
  }

  /** A filter's shape is given by its number of inputs and, for a convolution, a square kernel. */
  private static boolean fits(Tensor tensor, ParameterLayout.Tensor slot) {
    if (tensor.values().length != slot.length()) {
      return false;
    }
    return tensor.shape().equals(shape(slot));
  }

  /** Returns the shape that PyTorch gives a tensor of the layout. */
  static List<Integer> shape(ParameterLayout.Tensor slot) {
    if (slot.shape() != null) {
      return slot.shape();
    }
    if (slot.role() != Role.FILTERS) {
      return List.of(slot.length());
    }
    if (slot.name().startsWith("linear")) {
      return List.of(slot.slices(), slot.sliceLength());
    }
    int kernel = slot.name().contains("shortcut") ? 1 : 3;
    return List.of(slot.slices(), slot.sliceLength() / (kernel * kernel), kernel, kernel);
  }

  /**
   * Writes a flat vector under PyTorch's names; the format follows from the name of the file.
   *
   * @param metadata text that goes with the tensors, where the format keeps it
   */
  public static void write(
      Path file, ParameterLayout layout, float[] flat, Map<String, String> metadata)
      throws IOException {
    new TensorFile(layout.tensors().stream().map(slot -> tensor(slot, flat)).toList(), metadata)
        .write(file);
  }

  /** Writes a direction without its tensors of zeros, as {@link #direction} reads it. */
  public static void writeDirection(
      Path file, ParameterLayout layout, float[] flat, Map<String, String> metadata)
      throws IOException {
    List<Tensor> moved = new ArrayList<>();
    for (ParameterLayout.Tensor slot : layout.tensors()) {
      Tensor tensor = tensor(slot, flat);
      for (float value : tensor.values()) {
        if (value != 0) {
          moved.add(tensor);
          break;
        }
      }
    }
    new TensorFile(moved, metadata).write(file);
  }

  /**
   * Returns the learnable tensors of a flat vector in the order of PyTorch's {@code parameters()}:
   * that of the layout, but a ResNet block's shortcut comes last in it.
   */
  public static List<Tensor> learnable(ParameterLayout layout, float[] flat) {
    Map<String, List<Tensor>> blocks = new LinkedHashMap<>();
    for (ParameterLayout.Tensor slot : layout.tensors()) {
      if (slot.role() != Role.STATISTIC) {
        blocks
            .computeIfAbsent(
                slot.shape() == null ? BLOCK.matcher(slot.name()).replaceFirst("$1") : slot.name(),
                key -> new ArrayList<>())
            .add(tensor(slot, flat));
      }
    }
    return blocks.values().stream()
        .flatMap(
            block ->
                block.stream()
                    .sorted(Comparator.comparing(tensor -> tensor.name().contains(SHORTCUT))))
        .toList();
  }

  private static Tensor tensor(ParameterLayout.Tensor slot, float[] flat) {
    return new Tensor(
        slot.name(),
        shape(slot),
        Arrays.copyOfRange(flat, slot.offset(), slot.offset() + slot.length()));
  }
}
