package org.convexityprobe.experiment.hessian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.RunFolder;

/**
 * The Hessians of a run, complete: {@code results.json}.
 *
 * @param schemaVersion version of this format
 * @param manifest the configuration and the environment that made them
 * @param checkpoints one result a checkpoint, in the order asked for
 */
public record HessianResults(
    int schemaVersion, Manifest manifest, List<HessianResult> checkpoints) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 1;

  /** Checks the version, and copies the list. */
  public HessianResults {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "Hessians of schema version %d; this program reads version %d"
              .formatted(schemaVersion, SCHEMA_VERSION));
    }
    checkpoints = List.copyOf(checkpoints);
  }

  /**
   * Returns whether a folder, or the {@code results.json} in it, is of a run of this kind.
   *
   * @throws IOException if its manifest is damaged
   */
  public static boolean areAt(Path path) throws IOException {
    Path manifest = file(path).resolveSibling(Manifest.FILE);
    return Files.exists(manifest) && Manifest.read(manifest).kind().equals(HessianRun.KIND);
  }

  /**
   * Reads the results of a run.
   *
   * @param path its folder, or its {@code results.json}
   * @throws IOException if there are none, or they are damaged
   */
  public static HessianResults read(Path path) throws IOException {
    Path file = file(path);
    if (!Files.exists(file)) {
      throw new IOException("no results at %s; expected a finished run of hessian".formatted(path));
    }
    return Json.readWritten(file, HessianResults.class, RunFolder.MAKE_AGAIN);
  }

  private static Path file(Path path) {
    return Files.isDirectory(path) ? path.resolve(ResultFiles.RESULTS) : path;
  }
}
