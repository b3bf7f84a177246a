package org.convexityprobe.experiment.factorization;

import java.io.IOException;

/** An experiment on factorisations. */
public interface Study {
  /** Returns what the manifest calls it, such as {@code nmf-lines}. */
  String kind();

  /** Returns the settings that decide its numbers. */
  Record config();

  /**
   * Does what the journal has not yet, and writes all results from the journal.
   *
   * @throws java.util.concurrent.CancellationException if it was asked to stop
   */
  void run(StudyContext context) throws IOException;
}
