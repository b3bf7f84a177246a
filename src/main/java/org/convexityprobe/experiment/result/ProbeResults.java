package org.convexityprobe.experiment.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.report.MissingNetwork;

/**
 * The results of a probe, complete: {@code results.json}. Its schema is in docs/results.md.
 *
 * @param schemaVersion version of this format
 * @param manifest the configuration and the environment that made them
 * @param checkpoints one result a checkpoint, in the order asked for
 * @param missing networks of a table that could not be trained or probed
 */
public record ProbeResults(
    int schemaVersion,
    Manifest manifest,
    List<CheckpointResult> checkpoints,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MissingNetwork> missing) {
  /** What manifests call the scan of lines around checkpoints. */
  public static final String PROBE = "probe";

  /** What manifests call a grid of networks. */
  public static final String TABLE = "table";

  /** Kinds of runs whose results are convexity lengths. */
  public static final Set<String> KINDS = Set.of(PROBE, TABLE);

  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 2;

  /** The name of the file. */
  public static final String FILE = "results.json";

  /** Checks the version. */
  public ProbeResults {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "results of schema version %d; this program reads version %d"
              .formatted(schemaVersion, SCHEMA_VERSION));
    }
    checkpoints = List.copyOf(checkpoints);
    missing = missing == null ? List.of() : List.copyOf(missing);
  }

  /** Creates results from which nothing is missing. */
  public ProbeResults(int schemaVersion, Manifest manifest, List<CheckpointResult> checkpoints) {
    this(schemaVersion, manifest, checkpoints, List.of());
  }

  /**
   * Reads the results of a run.
   *
   * @param path the folder of a probe or a table, or its {@code results.json}
   * @throws IOException if there are none, or they are of a run of another kind
   */
  public static ProbeResults read(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    requireKind(path, file.resolveSibling(Manifest.FILE));
    if (!Files.exists(file)) {
      throw new IOException(
          "no results at %s; expected the folder of a finished probe, with %s in it"
              .formatted(path, FILE));
    }
    return Json.readWritten(file, ProbeResults.class, RunFolder.MAKE_AGAIN);
  }

  private static void requireKind(Path path, Path manifest) throws IOException {
    if (!Files.exists(manifest)) {
      return;
    }
    String kind = Manifest.read(manifest).kind();
    if (!KINDS.contains(kind)) {
      throw new IOException(
          "%s holds a %s run, which has no convexity lengths of networks; expected the folder of a probe or a table"
              .formatted(path, kind));
    }
  }
}
