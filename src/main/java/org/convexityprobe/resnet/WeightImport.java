package org.convexityprobe.resnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.network.ParameterFault;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Makes checkpoints from weights that another program trained, and exports weights: files of
 * PyTorch, safetensors or NumPy with PyTorch's names. A round trip keeps every bit.
 */
public final class WeightImport {
  private static final String DEPTH = "depth";
  private static final String WIDTH = "width";
  private static final String SHORTCUT = "shortcut";

  /** The metadata that says which images a network takes, as {@link ImageShape#parse} reads it. */
  static final String INPUT = "input";

  private static final String EPOCH = "epoch";
  private static final String MEAN = "mean";
  private static final String STD = "std";

  private WeightImport() {}

  /**
   * What is known of weights beside their file; null for what is not.
   *
   * @param depth depth of the network
   * @param width its width multiplier
   * @param shortcut its shortcuts
   * @param input shape of its images
   * @param normalization how pixels became its inputs
   * @param epoch epochs that it was trained for
   */
  public record Given(
      Integer depth,
      Integer width,
      Shortcut shortcut,
      ImageShape input,
      Normalization normalization,
      Integer epoch) {
    /** Checks the epoch. */
    public Given {
      if (epoch != null && epoch < 0) {
        throw new IllegalArgumentException("epoch is %d; expected 0 or more".formatted(epoch));
      }
    }
  }

  /**
   * Makes a checkpoint of weights. What is not given is read from their file: depth, width,
   * channels and classes from the tensors, the rest from the metadata of safetensors.
   *
   * @param file the weights
   * @param versions versions of the program and its libraries, for the description
   * @param zip the checkpoint to write, with its description beside it
   * @return the description
   * @throws IOException if the file is damaged or does not fit the network, or the checkpoint is
   *     there already or cannot be written; nothing is written then
   * @throws IllegalArgumentException if something must be given, or contradicts the file
   */
  public static Checkpoint run(WeightFile file, Given given, Map<String, String> versions, Path zip)
      throws IOException {
    requireNew(zip);
    ResNetArchitecture architecture = ArchitectureInference.of(file, given);
    Normalization normalization = normalization(file, given);
    normalization.requireChannels(architecture.input());
    Checkpoint description =
        new Checkpoint(
            Checkpoint.SCHEMA_VERSION,
            architecture,
            epoch(file, given),
            null,
            normalization,
            null,
            null,
            versions);
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(architecture, 0, new NoOp(), DataType.FLOAT));
    graph.init();
    ParameterLayout layout = GraphLayout.layout(graph);
    float[] parameters = file.parameters(layout);
    requireFinite(file.file(), layout, parameters);
    graph.params().data().setData(parameters);
    try {
      CheckpointFiles.write(zip, graph, description);
    } catch (IOException e) {
      Files.deleteIfExists(CheckpointFiles.description(zip)); // Written before the zip.
      throw e;
    }
    return description;
  }

  /**
   * Writes the weights of a checkpoint to a {@code .safetensors} or {@code .npz} file; the former
   * also keeps what {@link #run} needs to know.
   *
   * @throws IOException if the file cannot be written
   */
  public static void export(TrainedNetwork network, Path file) throws IOException {
    Checkpoint description = network.description();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put(DEPTH, String.valueOf(description.resNet().depth()));
    metadata.put(WIDTH, String.valueOf(description.resNet().width()));
    metadata.put(SHORTCUT, description.resNet().shortcut().name().toLowerCase(Locale.ROOT));
    metadata.put(INPUT, description.resNet().input().toString());
    metadata.put(EPOCH, String.valueOf(description.epoch()));
    metadata.put(MEAN, join(description.normalization().mean()));
    metadata.put(STD, join(description.normalization().std()));
    WeightFile.write(file, network.layout(), network.parameters(), metadata);
  }

  private static void requireNew(Path zip) throws IOException {
    if (!zip.getFileName().toString().endsWith(".zip")) {
      throw new IllegalArgumentException(
          "%s: a checkpoint is a DL4J zip; give it a name that ends in .zip".formatted(zip));
    }
    for (Path file : List.of(zip, CheckpointFiles.description(zip))) {
      if (Files.exists(file) && !isLeftover(file, zip)) {
        throw new IOException(
            "%s is there already; choose another --out, or move it away".formatted(file));
      }
    }
  }

  /** Returns whether a file is the description of an import that was killed before its zip. */
  private static boolean isLeftover(Path file, Path zip) {
    if (Files.exists(zip) || !file.equals(CheckpointFiles.description(zip))) {
      return false;
    }
    try {
      return CheckpointFiles.readDescription(zip).training() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static void requireFinite(Path file, ParameterLayout layout, float[] parameters)
      throws IOException {
    Optional<String> fault = ParameterFault.find(layout, parameters);
    if (fault.isPresent()) {
      throw new IOException("%s: %s".formatted(file, fault.get()));
    }
  }

  private static int epoch(WeightFile file, Given given) throws IOException {
    String known = file.metadata().get(EPOCH);
    if (given.epoch() != null || known == null) {
      return given.epoch() == null ? 0 : given.epoch();
    }
    if (!known.matches("\\d{1,9}")) {
      throw new IOException(
          "%s: its metadata says epoch '%s'; expected a whole number"
              .formatted(file.file(), known));
    }
    return Integer.parseInt(known);
  }

  private static Normalization normalization(WeightFile file, Given given) throws IOException {
    if (given.normalization() != null) {
      return given.normalization();
    }
    String mean = file.metadata().get(MEAN);
    String std = file.metadata().get(STD);
    if (mean == null || std == null) {
      throw new IllegalArgumentException(
          "%s does not say how pixels were normalised; give --normalization cifar10 or imagenet, or --mean and --std with a number for each channel"
              .formatted(file.file()));
    }
    try {
      return new Normalization(split(mean), split(std));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s: its metadata says mean '%s' and std '%s'; expected as many numbers each as channels"
              .formatted(file.file(), mean, std),
          e);
    }
  }

  private static String join(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Double> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList();
  }
}
