package org.convexityprobe.experiment.spark;

import java.io.Serializable;
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
    /** Anything else. */
    OTHER
  }

  static UnitOutcome done(UnitTask.Sent entry) {
    return of(entry, null, null);
  }

  static UnitOutcome otherVersion(String version) {
    return of(null, Kind.VERSION, version);
  }

  static UnitOutcome failed(Throwable failure) {
    boolean ours =
        failure instanceof java.io.IOException || failure instanceof IllegalArgumentException;
    return failure instanceof NotFiniteException
        ? of(null, Kind.NOT_FINITE, failure.getMessage())
        : of(null, Kind.OTHER, ours ? failure.getMessage() : failure.toString());
  }

  private static UnitOutcome of(UnitTask.Sent entry, Kind kind, String message) {
    return new UnitOutcome(
        entry, Utils.localHostName(), Environment.facts().get("processor"), kind, message);
  }
}
