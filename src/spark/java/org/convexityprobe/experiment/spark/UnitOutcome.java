package org.convexityprobe.experiment.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.util.Utils;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.network.NotFiniteException;

/**
 * What became of a unit on an executor.
 *
 * @param entry what it gave; null if it failed
 * @param host where
 * @param processor of that machine
 * @param kind why it failed; null if it did not
 * @param message what the failure says
 */
record UnitOutcome(UnitTask.Sent entry, String host, String processor, Kind kind, String message)
    implements Serializable {
  /** Why a unit failed. */
  enum Kind {
    /** The executor runs another version of this program; {@code message} is its version. */
    VERSION,
    /** The network's numbers or its loss are not finite. */
    NOT_FINITE,
    /** Memory ran out. */
    MEMORY,
    /** Anything else. */
    OTHER
  }

  static UnitOutcome done(UnitTask.Sent entry) {
    return of(entry, null, null);
  }

  static UnitOutcome otherVersion(String version) {
    return of(null, Kind.VERSION, version);
  }

  /**
   * Returns the outcome of a unit that failed.
   *
   * @param copies where files were, by the paths that the user knows
   */
  static UnitOutcome failed(Throwable failure, Map<String, Path> copies) {
    OutOfMemoryError memory = lackOfMemory(failure);
    if (memory != null) {
      return of(null, Kind.MEMORY, String.valueOf(memory.getMessage()));
    }
    boolean notFinite = failure instanceof NotFiniteException;
    boolean ours =
        notFinite || failure instanceof IOException || failure instanceof IllegalArgumentException;
    String message = String.valueOf(ours ? failure.getMessage() : failure);
    for (Map.Entry<String, Path> copy : copies.entrySet()) {
      message = message.replace(copy.getValue().toString(), copy.getKey());
    }
    return of(null, notFinite ? Kind.NOT_FINITE : Kind.OTHER, message);
  }

  /** Returns the lack of memory behind a failure, which may be of another thread, or null. */
  static OutOfMemoryError lackOfMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError memory) {
        return memory;
      }
    }
    return null;
  }

  private static UnitOutcome of(UnitTask.Sent entry, Kind kind, String message) {
    return new UnitOutcome(
        entry, Utils.localHostName(), Environment.facts().get("processor"), kind, message);
  }
}
