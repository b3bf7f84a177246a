package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.data.matrix.MatrixStatistics;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Workers;

/**
 * What a study works with.
 *
 * @param run its folder, which has the journal
 * @param listener hears how it goes
 * @param stop whether to stop soon
 * @param workers who compute
 */
public record StudyContext(
    RunFolder run, FactorizationListener listener, BooleanSupplier stop, Workers workers) {
  /** Returns the optima in a folder of the run. */
  OptimumStore optima(String name) {
    return new OptimumStore(run.path().resolve(name), listener, stop);
  }

  ResultFiles files() {
    return new ResultFiles(run.path());
  }

  void check() {
    if (stop.getAsBoolean()) {
      throw new CancellationException();
    }
  }

  /**
   * Reads a matrix, and says how it was read and what the reader noticed.
   *
   * @throws IllegalArgumentException if it cannot be factorised
   */
  MatrixReading read(MatrixConfig config) throws IOException {
    MatrixReading reading = config.read();
    reading.notes().forEach(listener::note);
    MatrixStatistics.of(reading.matrix()).requireFactorizable();
    return reading;
  }

  /** Returns the loss of a matrix that is scaled to unit variance. */
  FactorizationLoss loss(MatrixReading reading) {
    return FactorizationLoss.of(reading.matrix().withUnitVariance(), workers);
  }

  /** Writes the names of the matrix's rows and columns where it has any. */
  void writeNames(MatrixReading reading) throws IOException {
    files().names("row", reading.rowNames());
    files().names("column", reading.columnNames());
  }
}
