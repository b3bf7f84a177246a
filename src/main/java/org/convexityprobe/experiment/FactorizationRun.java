package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.data.matrix.MatrixStatistics;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Workers;

/** Runs one factorisation experiment in a folder of its own, with a manifest. */
public final class FactorizationRun {
  /** A run's results in JSON, in its folder. */
  public static final String RESULTS = "results.json";

  private final FactorizationListener listener;
  private final BooleanSupplier stop;
  private final Workers workers;

  /**
   * Prepares a run.
   *
   * @param workers who compute it; no part of what it is, since no result depends on their number
   */
  public FactorizationRun(FactorizationListener listener, BooleanSupplier stop, Workers workers) {
    this.listener = listener;
    this.stop = stop;
    this.workers = workers;
  }

  /** An experiment on a matrix or on none. */
  public sealed interface Study
      permits CurvatureStudy,
          FactorizeStudy,
          LinesStudy,
          PlantedSweep,
          SpectrumStudy,
          StarFigure,
          TrajectoryStudy {
    /** Returns what the manifest calls it, such as {@code nmf-lines}. */
    String kind();

    /**
     * Does the work, or what is left of it, and writes the results.
     *
     * @throws CancellationException if it was asked to stop
     */
    void run(Context context) throws IOException;
  }

  /**
   * What a study works with.
   *
   * @param run its folder, which has the journal
   * @param listener hears how it goes
   * @param stop whether to stop soon
   * @param workers who compute
   */
  public record Context(
      RunFolder run, FactorizationListener listener, BooleanSupplier stop, Workers workers) {
    Path folder() {
      return run.path();
    }

    /** Returns what made the run, and who its finished work. */
    Manifest manifest() {
      return run.manifest();
    }

    OptimumStore optima(String name) {
      return new OptimumStore(folder().resolve(name), listener, stop);
    }

    ResultFiles files() {
      return new ResultFiles(folder());
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

    /** Writes the results, and the names of the matrix's rows and columns where it has any. */
    void write(Record results, MatrixReading reading) throws IOException {
      files().names("row", reading.rowNames());
      files().names("column", reading.columnNames());
      files().json(results);
    }
  }

  /**
   * Runs a study.
   *
   * @return whether it is done; false if it was stopped
   */
  public <S extends Record & Study> boolean run(S study, Path folder) throws IOException {
    Manifest manifest = Manifest.of(study.kind(), study, Environment.facts());
    try (RunFolder run = RunFolder.open(folder, manifest)) {
      study.run(new Context(run, listener, stop, workers));
      return true;
    } catch (CancellationException e) {
      return false;
    }
  }
}
