package org.convexityprobe.experiment.surface;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;

/**
 * The surfaces of a run, complete: {@code surfaces.json}.
 *
 * @param schemaVersion version of this format
 * @param manifest the configuration and the environment that made them
 * @param surfaces one surface a checkpoint, in the order asked for
 */
public record SurfaceResults(int schemaVersion, Manifest manifest, List<SurfaceResult> surfaces) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 2;

  /** The name of the file. */
  public static final String FILE = "surfaces.json";

  /** Checks the version. */
  public SurfaceResults {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "surfaces of schema version %d; this program reads version %d"
              .formatted(schemaVersion, SCHEMA_VERSION));
    }
    surfaces = List.copyOf(surfaces);
  }

  /**
   * Reads the surfaces of a run.
   *
   * @param folder the run's folder
   */
  public static SurfaceResults read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new IOException(
          "no surfaces at %s; expected the folder of a finished 'convexity surface', with %s in it"
              .formatted(folder, FILE));
    }
    return Json.readWritten(file, SurfaceResults.class, RunFolder.MAKE_AGAIN);
  }
}
