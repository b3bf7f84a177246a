package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.convexityprobe.data.Checksum;
import org.convexityprobe.data.Json;
import org.convexityprobe.resnet.CheckpointFiles;

/** What identifies the checkpoints of a run: SHA-256 of each zip, by its path. */
public final class CheckpointHashes {
  /** Parts of a description that decide no numbers of a probe. */
  private static final Set<String> RECORDED_ONLY = Set.of("metrics", "versions");

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
   * Returns the SHA-256 of each file beside a checkpoint that says what it is, by its path; that of
   * a description is of what decides numbers.
   *
   * @throws IOException if one cannot be read
   */
  static Map<String, String> beside(Path checkpoint) throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String name : CheckpointFiles.beside(checkpoint)) {
      Path file = checkpoint.resolveSibling(name);
      if (Files.isRegularFile(file)) {
        boolean description = file.equals(CheckpointFiles.description(checkpoint));
        hashes.put(
            file.toString(), description ? ofDescription(file) : Checksum.Kind.SHA256.of(file));
      }
    }
    return hashes;
  }

  /** Trainings by the same command differ in their times, and may in the versions of libraries. */
  private static String ofDescription(Path json) throws IOException {
    Map<?, ?> all;
    try {
      all = Json.read(json, Map.class);
    } catch (IllegalArgumentException e) {
      return Checksum.Kind.SHA256.of(json); // damaged: whoever reads it says so
    }
    Map<Object, Object> values = new LinkedHashMap<>(all);
    values.keySet().removeAll(RECORDED_ONLY);
    return Checksum.Kind.SHA256.of(Json.writeLine(values));
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
