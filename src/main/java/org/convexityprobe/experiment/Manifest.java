package org.convexityprobe.experiment;

import java.util.Map;
import java.util.TreeMap;

/**
 * What made a run: the resolved configuration with its seeds, and where it was made.
 *
 * @param schemaVersion version of this format
 * @param kind what was done, such as {@code training} or {@code probe}
 * @param configuration the resolved settings; two runs with equal ones do the same work
 * @param environment versions, backend, machine and git revision
 */
public record Manifest(
    int schemaVersion,
    String kind,
    Map<String, Object> configuration,
    Map<String, String> environment) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 1;

  /** The name of the file. */
  public static final String FILE = "manifest.json";

  /** Checks the version. */
  public Manifest {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "manifest of schema version %d; this program reads version %d"
              .formatted(schemaVersion, SCHEMA_VERSION));
    }
    environment = new TreeMap<>(environment);
  }

  /** Returns the manifest of a run that starts now. */
  public static Manifest of(String kind, Record configuration, Map<String, String> environment) {
    return new Manifest(SCHEMA_VERSION, kind, Configuration.asTree(configuration), environment);
  }
}
