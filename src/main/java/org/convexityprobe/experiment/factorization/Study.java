package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.Map;

/** An experiment on factorisations. */
public interface Study {
  /** Returns what the manifest calls it, such as {@code nmf-lines}. */
  String kind();

  /** Returns the settings that decide its numbers. */
  Record config();

  /**
   * Returns the checksums of the files that decide its numbers, by their paths.
   *
   * @throws IOException if one cannot be read
   */
  default Map<String, String> checksums() throws IOException {
    return Map.of();
  }

  /**
   * Does what the journal has not yet, and writes all results from the journal.
   *
   * @throws java.util.concurrent.CancellationException if it was asked to stop
   */
  void run(StudyContext context) throws IOException;
}
