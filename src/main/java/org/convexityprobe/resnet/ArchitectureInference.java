package org.convexityprobe.resnet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Tensor;

/**
 * Tells which network the tensors of a file belong to: the depth from the number of blocks, the
 * width, the channels of images and the classes from shapes, the shortcut from names. Identity
 * shortcuts and none at all leave the same tensors, so that one is read from the file's metadata or
 * must be given.
 */
final class ArchitectureInference {
  private static final Pattern BLOCK = Pattern.compile("layer([1-3])\\.(\\d{1,4})\\..+");

  /** Tensors of a network without projections. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(layer[1-3]\\.\\d+\\.)?(conv[12]\\.weight|bn[12]\\.(weight|bias|running_(mean|var)))|linear\\.(weight|bias)");

  private static final int BASE_CHANNELS = ResNetArchitecture.of(8, 1).channels(0);

  /** A network may have this many times the numbers of the file: tensors may be missing. */
  private static final int SLACK = 2;

  private final WeightFile weights;
  private final WeightImport.Given given;

  private ArchitectureInference(WeightFile weights, WeightImport.Given given) {
    this.weights = weights;
    this.given = given;
  }

  /**
   * Returns the network.
   *
   * @param given what is known beside the file
   * @throws IOException if the tensors are not those of such a network
   * @throws IllegalArgumentException if what is given contradicts the tensors, or does not suffice
   */
  static ResNetArchitecture of(WeightFile weights, WeightImport.Given given) throws IOException {
    return new ArchitectureInference(weights, given).infer();
  }

  private ResNetArchitecture infer() throws IOException {
    Optional<String> other = OtherNetworks.find(weights);
    if (other.isPresent()) {
      throw new IOException("%s is of another network: %s".formatted(weights.file(), other.get()));
    }
    ResNetArchitecture network = network();
    long found = weights.tensors().values().stream().mapToLong(t -> t.values().length).sum();
    if (convolutionWeights(network) / SLACK > found) {
      throw new IOException(
          "%s holds %,d numbers; the convolutions of a %s alone have %,d"
              .formatted(weights.file(), found, network.describe(), convolutionWeights(network)));
    }
    return network;
  }

  private ResNetArchitecture network() throws IOException {
    int depth = depth();
    int width = width();
    ImageShape input = input();
    Shortcut shortcut = shortcut();
    try {
      return new ResNetArchitecture(
          depth, width, input, classes(), shortcut, DenseInitialization.KAIMING);
    } catch (IllegalArgumentException e) {
      if (given.depth() != null || given.width() != null) {
        throw e;
      }
      throw new IOException("%s: %s".formatted(weights.file(), e.getMessage()), e);
    }
  }

  private int depth() throws IOException {
    TreeMap<Integer, Set<Integer>> blocks = new TreeMap<>();
    for (String name : weights.tensors().keySet()) {
      Matcher matcher = BLOCK.matcher(name);
      if (matcher.matches()) {
        blocks
            .computeIfAbsent(Integer.valueOf(matcher.group(1)), key -> new TreeSet<>())
            .add(Integer.valueOf(matcher.group(2)));
      }
    }
    List<Integer> counts = blocks.values().stream().map(Set::size).toList();
    boolean even =
        counts.size() == ResNetArchitecture.SEGMENTS
            && counts.stream().allMatch(counts.get(0)::equals);
    if (even) {
      return agreed("--depth", given.depth(), 6 * counts.get(0) + 2, "the number of its blocks");
    }
    if (given.depth() != null) {
      return given.depth();
    }
    throw new IOException(
        counts.isEmpty()
            ? "%s holds no tensors named as layer1.0.conv1.weight, or by another usual convention of residual networks; found %s; rename them as docs/import.md lists them"
                .formatted(weights.file(), someNames())
            : "%s has %s blocks in its layers %s; expected as many in each of layers 1, 2 and 3, or --depth"
                .formatted(weights.file(), counts, blocks.keySet()));
  }

  private int width() throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : List.of("conv1.weight", "bn1.weight")) {
      Optional<Integer> channels = firstSize(name);
      if (channels.isPresent() && channels.get() > 0 && channels.get() % BASE_CHANNELS == 0) {
        return agreed(
            "--width", given.width(), channels.get() / BASE_CHANNELS, "the shape of " + name);
      }
      channels.ifPresent(count -> found.add("%s has %d channels".formatted(name, count)));
    }
    if (found.isEmpty() && given.width() != null) {
      return given.width();
    }
    throw new IOException(
        found.isEmpty()
            ? "%s has neither conv1.weight nor bn1.weight, which tell the width; give --width to see what else is missing; found %s"
                .formatted(weights.file(), someNames())
            : "%s is of another network: %s; expected 16, 32, 48 or another multiple of 16, as networks of width k = 1, 2, 3, … have"
                .formatted(weights.file(), String.join(", ", found)));
  }

  private int classes() {
    return firstSize("linear.weight")
        .or(() -> firstSize("linear.bias"))
        .filter(classes -> classes >= 2)
        .orElse(ResNetArchitecture.CIFAR10_CLASSES);
  }

  /** Tensors tell the channels of the images; their size must be said, but for CIFAR's. */
  private ImageShape input() throws IOException {
    ImageShape stated = given.input();
    String declared = weights.metadata().get(WeightImport.INPUT);
    if (declared != null) {
      ImageShape known = parseInput(declared);
      stated = agreed("--input", stated, known, "its metadata");
    }
    Tensor first = weights.tensors().get("conv1.weight");
    int channels =
        first == null || first.shape().size() != 4
            ? ImageShape.CIFAR.channels()
            : first.shape().get(1);
    if (stated == null && channels != ImageShape.CIFAR.channels()) {
      throw new IllegalArgumentException(
          "%s is of a network for images of %d channels; give their size with --input %dxHEIGHTxWIDTH"
              .formatted(weights.file(), channels, channels));
    }
    ImageShape input = stated == null ? ImageShape.CIFAR : stated;
    agreed("channels of --input", input.channels(), channels, "the shape of conv1.weight");
    return input;
  }

  private ImageShape parseInput(String declared) throws IOException {
    try {
      return ImageShape.parse(declared);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s: its metadata says input '%s'; expected channels, height and width as 3x32x32"
              .formatted(weights.file(), declared),
          e);
    }
  }

  private Shortcut shortcut() throws IOException {
    String declared = weights.metadata().get("shortcut");
    Shortcut known = declared == null ? null : parse(declared);
    boolean projection =
        weights.tensors().keySet().stream().anyMatch(name -> name.contains(".shortcut."));
    if (projection) {
      agreed("the metadata's shortcut", known, Shortcut.PROJECTION, "the names of its tensors");
      return agreed(
          "--shortcut", given.shortcut(), Shortcut.PROJECTION, "the names of its tensors");
    }
    if (known != null) {
      return agreed("--shortcut", given.shortcut(), known, "its metadata");
    }
    requireNoOthers();
    if (given.shortcut() == null) {
      throw new IllegalArgumentException(
          "%s has no tensors of shortcuts, as networks with identity shortcuts and with none; give --shortcut identity or --shortcut none"
              .formatted(weights.file()));
    }
    return given.shortcut();
  }

  /** Tensors of an unknown kind may be those of shortcuts, so that nothing can be said of these. */
  private void requireNoOthers() throws IOException {
    List<String> others =
        weights.tensors().entrySet().stream()
            .filter(tensor -> !KNOWN.matcher(tensor.getKey()).matches())
            .map(tensor -> tensor.getValue().name())
            .toList();
    if (!others.isEmpty()) {
      throw new IOException(
          "%s has no tensors named as layer2.0.shortcut.0.weight or layer2.0.downsample.0.weight, but %d that the network has no place for, such as %s; rename or remove them (found names: %s)"
              .formatted(weights.file(), others.size(), some(others), weights.names().describe()));
    }
  }

  private Shortcut parse(String declared) throws IOException {
    try {
      return Shortcut.valueOf(declared.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s: its metadata says shortcut '%s'; expected projection, identity or none"
              .formatted(weights.file(), declared),
          e);
    }
  }

  private <T> T agreed(String what, T stated, T found, String source) {
    if (stated != null && !stated.equals(found)) {
      throw new IllegalArgumentException(
          "%s is %s, but %s has %s by %s"
              .formatted(what, lower(stated), weights.file(), lower(found), source));
    }
    return found;
  }

  private static String lower(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  private Optional<Integer> firstSize(String name) {
    Tensor tensor = weights.tensors().get(name);
    return tensor == null || tensor.shape().isEmpty()
        ? Optional.empty()
        : Optional.of(tensor.shape().get(0));
  }

  private String someNames() {
    return some(weights.tensors().values().stream().map(Tensor::name).toList());
  }

  private static String some(List<String> names) {
    if (names.isEmpty()) {
      return "none at all";
    }
    return names.stream().limit(5).collect(Collectors.joining(", "))
        + (names.size() > 5 ? ", …" : "");
  }

  private static long convolutionWeights(ResNetArchitecture network) {
    double sum = 0;
    double in = network.channels(0);
    for (int segment = 0; segment < ResNetArchitecture.SEGMENTS; segment++) {
      double out = (double) network.channels(0) * (1 << segment);
      sum += 9 * out * (in + (2 * network.blocksPerSegment() - 1) * out);
      in = out;
    }
    return (long) sum;
  }
}
