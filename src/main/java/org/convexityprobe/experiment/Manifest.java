package org.convexityprobe.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.convexityprobe.data.Json;

/**
 * What made a run: the resolved configuration with its seeds, and where it was made.
 *
 * @param schemaVersion version of this format
 * @param kind what was done, such as {@code training} or {@code probe}
 * @param configuration the resolved settings; two runs with equal ones do the same work
 * @param environment versions, backend and machine of the start that wrote it
 * @param madeBy who made the finished work in the run's journal, in the order of their first work;
 *     empty where nothing is finished, and in runs without a journal
 */
public record Manifest(
    int schemaVersion,
    String kind,
    Map<String, Object> configuration,
    Map<String, String> environment,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Maker> madeBy) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 2;

  /** The name of the file. */
  public static final String FILE = "manifest.json";

  /** Where the configuration says what the files hold that the work depends on. */
  public static final String INPUTS = "inputs";

  /** Checks the version. */
  public Manifest {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "manifest of schema version %d; this program reads version %d"
              .formatted(schemaVersion, SCHEMA_VERSION));
    }
    if (kind == null
        || configuration == null
        || environment == null
        || environment.values().stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "the manifest lacks its kind, its configuration or a part of its environment");
    }
    environment = new TreeMap<>(environment);
    madeBy = madeBy == null ? List.of() : List.copyOf(madeBy);
  }

  /** Returns the manifest of a run that starts now. */
  public static Manifest of(String kind, Record configuration, Map<String, String> environment) {
    return new Manifest(
        SCHEMA_VERSION, kind, Configuration.asTree(configuration), environment, List.of());
  }

  /** Returns the resolved settings alone, without what the files hold. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(configuration);
    settings.remove(INPUTS);
    return settings;
  }

  /**
   * Returns the same for files with this content.
   *
   * @param checksums of the files, by their paths
   */
  public Manifest reading(Map<String, String> checksums) {
    Map<String, Object> all = new LinkedHashMap<>(configuration);
    all.put(INPUTS, checksums);
    return new Manifest(schemaVersion, kind, all, environment, madeBy);
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException if it is missing or damaged, or another version's
   */
  public static Manifest read(Path file) throws IOException {
    return Json.readWritten(
        file, Manifest.class, "restore this file, or choose another folder with --out");
  }

  /** Returns the same with other makers. */
  public Manifest withMakers(List<Maker> makers) {
    return new Manifest(schemaVersion, kind, configuration, environment, makers);
  }
}
