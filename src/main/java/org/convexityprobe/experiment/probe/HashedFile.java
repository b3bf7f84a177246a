package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.Resource;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.NetworkFiles;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * A file as a unit of work names it.
 *
 * @param path where it is
 * @param sha256 the SHA-256 of its content, in hexadecimal digits
 */
public record HashedFile(String path, String sha256) {
  /** Returns the checkpoints of a run, in their order. */
  public static List<HashedFile> of(Map<String, String> hashes) {
    return hashes.entrySet().stream()
        .map(entry -> new HashedFile(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Returns the network of a checkpoint. */
  public Resource<TrainedNetwork> network() {
    return new Network(this);
  }

  /** Returns the files of a checkpoint. */
  public InputFile input() {
    return new InputFile(path, CheckpointFiles.beside(Path.of(path)));
  }

  /**
   * Returns where the file is.
   *
   * @throws IOException if the file is missing or has another content
   */
  Path verified(UnitContext context) throws IOException {
    Path file = context.file(path);
    String found = CheckpointHashes.sha256(file);
    if (!found.equals(sha256)) {
      throw new IOException(
          "%s has SHA-256 %s; expected %s, as when the run began; restore the file, or choose another folder with --out"
              .formatted(path, found, sha256));
    }
    return file;
  }

  private record Network(HashedFile file) implements Resource<TrainedNetwork> {
    @Override
    public TrainedNetwork open(UnitContext context) throws IOException {
      return NetworkFiles.read(file.verified(context));
    }
  }
}
