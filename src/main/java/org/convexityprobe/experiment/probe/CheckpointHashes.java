package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.Checksum;
import org.convexityprobe.resnet.CheckpointFiles;

/** What identifies the checkpoints of a run: SHA-256 of each zip, by its path. */
public final class CheckpointHashes {
  private CheckpointHashes() {}

  /**
   * Reads the checkpoints.
   *
   * @throws IOException if one is missing
   * @throws IllegalArgumentException if one is given twice
   */
  public static Map<String, String> of(List<Path> checkpoints) throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Path checkpoint : checkpoints) {
      if (hashes.put(checkpoint.toString(), sha256(checkpoint)) != null) {
        throw new IllegalArgumentException("checkpoint " + checkpoint + " is given twice");
      }
    }
    return hashes;
  }

  /**
   * Returns the SHA-256 of each file beside a checkpoint that says what it is, by its path.
   *
   * @throws IOException if one cannot be read
   */
  static Map<String, String> beside(Path checkpoint) throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String name : CheckpointFiles.beside(checkpoint)) {
      Path file = checkpoint.resolveSibling(name);
      if (Files.isRegularFile(file)) {
        hashes.put(file.toString(), Checksum.Kind.SHA256.of(file));
      }
    }
    return hashes;
  }

  /** Returns the SHA-256 of a network, in hexadecimal digits. */
  static String sha256(Path file) throws IOException {
    return sha256(
        file,
        "checkpoint",
        "a zip of 'convexity train' or 'convexity import', or a TorchScript file");
  }

  /**
   * Returns the SHA-256 of a file, in hexadecimal digits.
   *
   * @param kind what it is, in a word
   * @param expected what it must be
   */
  static String sha256(Path file, String kind, String expected) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such %s: %s; expected %s".formatted(kind, file, expected));
    }
    return Checksum.Kind.SHA256.of(file);
  }
}
