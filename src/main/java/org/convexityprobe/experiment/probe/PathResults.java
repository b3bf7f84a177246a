package org.convexityprobe.experiment.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;

/**
 * The segments of a run, complete: {@code paths.json}.
 *
 * @param schemaVersion version of this format
 * @param manifest the configuration and the environment that made them
 * @param images number of images that the loss is a mean over
 * @param population number of images that they were drawn from
 * @param destination the checkpoint in which all segments end
 * @param destinationEpoch its epoch, or null where that is unknown
 * @param paths one segment a checkpoint, in the order asked for
 * @param warnings what a reader must know before using the numbers
 */
public record PathResults(
    int schemaVersion,
    Manifest manifest,
    int images,
    int population,
    String destination,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer destinationEpoch,
    List<PathResult> paths,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 3;

  /** The name of the file. */
  public static final String FILE = "paths.json";

  /** Checks the version, and copies the lists. */
  public PathResults {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "paths of schema version %d; this program reads version %d"
              .formatted(schemaVersion, SCHEMA_VERSION));
    }
    paths = List.copyOf(paths);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }

  /** Reads the segments of a run from its folder. */
  public static PathResults read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new IOException(
          "no paths at %s; expected the folder of a finished 'convexity path', with %s in it"
              .formatted(folder, FILE));
    }
    return Json.readWritten(file, PathResults.class, RunFolder.MAKE_AGAIN);
  }
}
