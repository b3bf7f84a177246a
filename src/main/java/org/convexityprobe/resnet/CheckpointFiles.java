package org.convexityprobe.resnet;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.FileKind;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Json;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.network.ScriptedModel;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Checkpoints on disk: {@code NAME.zip} in DL4J's format, and {@code NAME.json} beside it. */
public final class CheckpointFiles {
  private static final Pattern NAME = Pattern.compile("epoch-(\\d{1,9})\\.zip");

  private static final String VERSION = "schemaVersion";

  /** Bytes; that of a run of 300 epochs has 1,500. */
  private static final int LARGEST_DESCRIPTION = 1 << 20;

  private CheckpointFiles() {}

  /** Returns the file of a training run's checkpoint, such as {@code epoch-100.zip}. */
  public static Path file(Path folder, int epoch) {
    return folder.resolve("epoch-%03d.zip".formatted(epoch));
  }

  /**
   * Returns the same checkpoints, where folders stand for those in them, in the order of their
   * epochs.
   *
   * @throws IOException if a folder has none
   */
  public static List<Path> expand(List<Path> checkpoints) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path checkpoint : checkpoints) {
      if (Files.isDirectory(checkpoint)) {
        files.addAll(list(checkpoint));
      } else {
        files.add(checkpoint);
      }
    }
    return files;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      List<Path> files =
          content
              .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
              .sorted(Comparator.comparingInt(CheckpointFiles::epoch))
              .toList();
      if (files.isEmpty()) {
        throw new IOException(
            "%s has no checkpoints; expected files such as epoch-000.zip".formatted(folder));
      }
      return files;
    }
  }

  private static int epoch(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }

  /** Returns the names of files beside a network's file that say what it is. */
  public static List<String> beside(Path network) {
    return List.of(
        description(network).getFileName().toString(),
        GivenLabel.file(network).getFileName().toString());
  }

  /** Returns the description beside a zip. */
  public static Path description(Path zip) {
    String name = zip.getFileName().toString();
    String stem = name.endsWith(".zip") ? name.substring(0, name.length() - 4) : name;
    return zip.resolveSibling(stem + ".json");
  }

  /**
   * Writes a checkpoint, the zip last, so that a zip is never without its description. The same
   * network makes the same bytes.
   *
   * @throws IOException if the disk is full or read-only; nothing half-written is left
   */
  public static void write(Path zip, ComputationGraph graph, Checkpoint description)
      throws IOException {
    Json.write(description(zip), description);
    AtomicFile.write(zip, out -> GraphArchive.write(out, graph, false, Map.of()));
  }

  /**
   * Reads a checkpoint. No file is trusted: see {@link GraphArchive}.
   *
   * @throws IOException if a file is missing, damaged or no DL4J network, or if the network is not
   *     the one described
   * @throws NotFiniteException if one of its numbers is NaN or infinite, or a running variance is
   *     negative
   */
  public static CheckpointNetwork read(Path zip) throws IOException {
    requireCheckpoint(zip);
    try (GraphArchive archive = GraphArchive.open(zip)) {
      Checkpoint description = readDescription(zip);
      ResNetArchitecture architecture = description.resNet();
      ComputationGraph graph =
          BuiltGraph.of(
              ResNetGraph.configuration(architecture, 0, new NoOp(), DataType.FLOAT),
              new BuiltGraph.Expected("its description says", architecture),
              archive,
              GraphComparison.ofFunctions());
      return new CheckpointNetwork(zip, description, graph);
    }
  }

  private static void requireCheckpoint(Path zip) throws IOException {
    if (!Files.isRegularFile(zip)) {
      throw new IOException("no such checkpoint: " + zip);
    }
    if (ScriptedModel.isScript(zip)) {
      throw new IOException(
          "%s: it is a TorchScript network, whose code would run; expected a checkpoint (.zip); if you trust it, name it NET.pt: 'convexity probe' and the other commands that measure take such networks"
              .formatted(zip));
    }
    FileKind kind = FileKind.of(zip);
    String expected = "a checkpoint (.zip)";
    switch (kind) {
      case CHECKPOINT, ZIP, BINARY, TEXT, EMPTY -> {
        // Either right, or damaged in a way that reading it will name; unless it is no checkpoint.
        boolean other = kind == FileKind.BINARY || kind == FileKind.TEXT;
        if (other && !zip.toString().endsWith(".zip")) {
          throw new IOException(
              "%s: it is %s; expected %s or a TorchScript network: torch.jit.trace(model.eval(), x).save('net.pt')"
                  .formatted(zip, kind.what(), expected));
        }
      }
      case PYTORCH ->
          throw new IOException(
              "%s: it is %s of weights without code; expected %s or a TorchScript network; 'convexity import' makes a checkpoint of a CIFAR ResNet's weights; save others with their code: torch.jit.trace(model.eval(), x).save('net.pt')"
                  .formatted(zip, kind.what(), expected));
      case SAFETENSORS, NPZ, NPY ->
          throw new IOException(
              "%s: it is %s; expected %s; 'convexity import' makes one of such weights"
                  .formatted(zip, kind.what(), expected));
      case WEB_PAGE, XML, LFS_POINTER, GZIP, BZIP2, XZ, ZSTD, LZ4, COMPRESS, TAR, SEVEN_ZIP, RAR ->
          throw new IOException(zip + ": " + kind.insteadOf(expected, zip));
      default ->
          // Advice on other kinds is about matrices.
          throw new IOException(
              described(zip)
                  .map(network -> "%s: it describes %s; give that".formatted(zip, network))
                  .orElse("%s: it is %s; expected %s".formatted(zip, kind.what(), expected)));
    }
  }

  /** Returns the checkpoint that a file describes, if it has the name of a description. */
  private static Optional<Path> described(Path json) {
    String name = json.getFileName().toString();
    return name.endsWith(".json")
        ? Optional.of(json.resolveSibling(name.substring(0, name.length() - 5) + ".zip"))
            .filter(Files::isRegularFile)
        : Optional.empty();
  }

  /** Returns the failure of a checkpoint that lacks the JSON beside it. */
  static IOException withoutDescription(Path zip) {
    return new IOException(
        "%s is missing; a checkpoint needs the description beside its zip (architecture and normalisation)"
            .formatted(description(zip)));
  }

  /**
   * Reads the description beside a zip.
   *
   * @throws IOException if it is missing, damaged, or that of another program's network
   */
  static Checkpoint readDescription(Path zip) throws IOException {
    Path json = description(zip);
    if (!Files.isRegularFile(json)) {
      throw withoutDescription(zip);
    }
    if (Files.size(json) > LARGEST_DESCRIPTION) {
      throw new IOException(
          "%s has %d bytes; expected the description of a checkpoint, of at most %d"
              .formatted(json, Files.size(json), LARGEST_DESCRIPTION));
    }
    try {
      ObjectNode tree = Json.read(json, ObjectNode.class);
      Checkpoint checkpoint =
          IntNode.valueOf(1).equals(tree.path(VERSION))
              ? Json.convert(ofVersion1(tree), Checkpoint.class)
              : Json.read(json, Checkpoint.class);
      checkpoint.resNet(); // refuses the description of another network
      return checkpoint;
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Says what version 1 left out: its images were CIFAR-10's, mirrored where they were augmented.
   */
  private static ObjectNode ofVersion1(ObjectNode tree) {
    tree.put(VERSION, Checkpoint.SCHEMA_VERSION);
    if (tree.get("architecture") instanceof ObjectNode architecture) {
      architecture.set("input", Json.convert(ImageShape.CIFAR, ObjectNode.class));
    }
    if (tree.get("training") instanceof ObjectNode training) {
      training.set("flip", training.get("augment"));
    }
    return tree;
  }
}
