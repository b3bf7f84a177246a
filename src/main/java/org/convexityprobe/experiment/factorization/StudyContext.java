package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.List;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.data.matrix.MatrixStatistics;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.experiment.work.WorkUnit;

/**
 * What a study works with.
 *
 * @param run its folder, which has the journal
 * @param executor computes its units
 * @param control how it is watched and stopped
 */
public record StudyContext(
    RunFolder run, UnitExecutor executor, RunControl<FactorizationListener> control) {
  /** Returns the optima in a folder of the run. */
  OptimumStore optima(String name) {
    return new OptimumStore(run.path().resolve(name), executor, control);
  }

  /** Returns what hears how the run goes. */
  public FactorizationListener listener() {
    return control.listener();
  }

  /** Returns what writes the results. */
  public ResultFiles files() {
    return new ResultFiles(run.path());
  }

  /** Computes units; see {@link UnitExecutor#execute}. */
  public <E, U extends WorkUnit<E, FactorizationListener>> void execute(
      List<U> units, UnitExecutor.Receiver<? super U, ? super E> receiver) throws IOException {
    executor.execute(units, control, receiver);
  }

  /**
   * Reads a matrix, and says how it was read and what the reader noticed.
   *
   * @throws IllegalArgumentException if it cannot be factorised
   */
  MatrixReading read(MatrixConfig config) throws IOException {
    MatrixReading reading = executor.context().get(ScaledMatrix.unscaled(config));
    reading.notes().forEach(listener()::note);
    MatrixStatistics.of(reading.matrix()).requireFactorizable();
    return reading;
  }

  /** Writes the names of the matrix's rows and columns where it has any. */
  void writeNames(MatrixReading reading) throws IOException {
    files().names("row", reading.rowNames());
    files().names("column", reading.columnNames());
  }
}
