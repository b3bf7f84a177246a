package org.convexityprobe.resnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.convexityprobe.data.FileKind;
import org.convexityprobe.network.ScriptedModel;

/**
 * Networks on disk, of whatever kind: checkpoints of this program, TorchScript networks, and zips
 * of DL4J that have no description beside them.
 */
public final class NetworkFiles {
  private NetworkFiles() {}

  /**
   * Reads a network.
   *
   * @throws IOException if the file is missing, damaged or no network
   * @throws org.convexityprobe.network.NotFiniteException if one of its numbers is NaN or infinite
   */
  public static TrainedNetwork read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(
          "no such checkpoint: %s; expected a zip of 'convexity train' or 'convexity import', or a TorchScript file"
              .formatted(file));
    }
    // The code of a TorchScript file runs: one under the name of a checkpoint, which may come from
    // anywhere, is refused.
    if (!isArchive(file) && ScriptedModel.isScript(file)) {
      return ScriptedNetwork.read(file);
    }
    boolean described = Files.isRegularFile(CheckpointFiles.description(file));
    return !described && FileKind.of(file) == FileKind.CHECKPOINT
        ? OtherGraph.read(file)
        : CheckpointFiles.read(file);
  }

  /**
   * Returns what the files beside a network say of it; the network itself is not read.
   *
   * @return a description without what only the network or its images tell; nothing where a file
   *     cannot be read
   */
  public static Optional<Checkpoint> describe(Path file) {
    try {
      boolean script = !isArchive(file) && ScriptedModel.isScript(file);
      return Optional.of(
          !script && Files.isRegularFile(CheckpointFiles.description(file))
              ? CheckpointFiles.readDescription(file)
              : Checkpoint.ofOther(
                  file, script ? ScriptedNetwork.FORMAT : OtherGraph.FORMAT, 0, null));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether nothing says of one of these files how pixels become its inputs, as the
   * description beside a checkpoint does; also where there is no such file.
   */
  public static boolean someLackNormalization(List<Path> files) {
    return files.stream()
        .anyMatch(
            file ->
                (Files.isRegularFile(file) || !Files.exists(file))
                    && !Files.isRegularFile(CheckpointFiles.description(file)));
  }

  /**
   * Returns whether nothing says on which images one of these networks was trained, as the
   * description beside a checkpoint does; also where that cannot be read.
   *
   * @param networks files, or folders of checkpoints
   */
  public static boolean someLackImages(List<Path> networks) {
    try {
      return CheckpointFiles.expand(networks).stream()
          .anyMatch(file -> describe(file).map(Checkpoint::data).isEmpty());
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns whether one of these files may hold a network that returns several parts. */
  public static boolean someMayReturnParts(List<Path> files) {
    return files.stream().anyMatch(file -> !Files.isDirectory(file) && !isArchive(file));
  }

  private static boolean isArchive(Path file) {
    return file.toString().endsWith(".zip");
  }
}
