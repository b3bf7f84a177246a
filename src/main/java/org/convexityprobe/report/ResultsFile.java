package org.convexityprobe.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.convexityprobe.landscape.LengthSummary;

/**
 * A run's {@code results.json}: everything that tables, plots and exports are made from. Its schema
 * is described in {@code docs/results-schema.md}.
 *
 * @param schemaVersion version of the schema, {@value #SCHEMA_VERSION}
 * @param configuration the resolved settings, defaults included
 * @param versions versions of the program and of what it ran on
 * @param seeds every seed that was used, by its purpose
 * @param checkpoints the results, one for each checkpoint
 */
public record ResultsFile(
    int schemaVersion,
    Map<String, Object> configuration,
    Map<String, String> versions,
    Map<String, Long> seeds,
    List<CheckpointResult> checkpoints) {
  /** The version of the schema that this program writes, and the newest that it reads. */
  public static final int SCHEMA_VERSION = 1;

  /** Copies the collections. */
  public ResultsFile {
    configuration = new TreeMap<>(configuration);
    versions = new TreeMap<>(versions);
    seeds = new TreeMap<>(seeds);
    checkpoints = List.copyOf(checkpoints);
  }

  /** Makes results of the present schema. */
  public static ResultsFile of(
      Map<String, Object> configuration,
      Map<String, String> versions,
      Map<String, Long> seeds,
      List<CheckpointResult> checkpoints) {
    return new ResultsFile(SCHEMA_VERSION, configuration, versions, seeds, checkpoints);
  }

  /**
   * Reads results.
   *
   * @throws IOException if the file is missing, is no results file, or has a newer schema
   */
  public static ResultsFile read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(
          path.toString(), null, "no results file; has the run finished?");
    }
    try {
      JsonNode tree = Json.reader().readTree(path.toFile());
      int version = tree.path("schemaVersion").asInt(0);
      if (version < 1) {
        throw new IOException(path + ": not a results file (it has no schemaVersion)");
      }
      if (version > SCHEMA_VERSION) {
        throw new IOException(
            "%s: schema version %d, but this program reads up to %d; use a newer program"
                .formatted(path, version, SCHEMA_VERSION));
      }
      return Json.reader().treeToValue(tree, ResultsFile.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s: not a results file: %s".formatted(path, e.getOriginalMessage()), e);
    }
  }

  /** Writes these results, replacing the file at once. */
  public void write(Path path) throws IOException {
    AtomicFile.write(path, Json.MAPPER.writeValueAsString(this) + "\n");
  }

  /** Returns the table of the checkpoints that are cells of the papers' tables. */
  public LengthTable table(PaperValues papers) {
    Map<NetworkLabel, LengthSummary> measured = new LinkedHashMap<>();
    for (CheckpointResult checkpoint : checkpoints) {
      checkpoint.cell().ifPresent(label -> measured.put(label, checkpoint.summary()));
    }
    return LengthTable.of(measured, papers);
  }
}
