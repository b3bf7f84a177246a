package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An experiment that keeps its finished units of work in a folder. A run that was stopped or killed
 * continues after the last of them and gives the same results.
 *
 * @param <L> the kind of listener
 * @param <R> the results
 */
public interface ResumableRun<L, R> {
  /**
   * Computes what is not done yet.
   *
   * @param folder receives the journal and the results
   * @param executor computes the units of work; what it keeps is closed at the end
   * @return the results of what could be used, perhaps of nothing, or nothing if it was stopped
   * @throws IOException if a file cannot be read, or the folder not be written
   */
  Optional<R> run(Path folder, UnitExecutor executor, RunControl<L> control) throws IOException;
}
