package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.data.matrix.MatrixStatistics;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.work.JournalledWork;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.experiment.work.WorkUnit;

/**
 * The settings and tools that a study uses.
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

  /** Returns units of work whose entries go to the run's journal. */
  <E> JournalledWork<E, FactorizationListener> work(Class<E> type) throws IOException {
    return new JournalledWork<>(run.journal(type), executor, control);
  }

  /**
   * Computes those of a study's units that the journal does not have, and keeps them there.
   *
   * @param name what the units are called on the terminal
   * @param units all units, which know nothing of each other
   * @param type class of what the journal keeps of one
   * @param isOf whether an entry is that of a unit
   * @return the entries of all units, in their order
   */
  public <E, U extends WorkUnit<E, FactorizationListener>> List<E> complete(
      String name, List<U> units, Class<E> type, BiPredicate<U, E> isOf) throws IOException {
    JournalledWork<E, FactorizationListener> work = work(type);
    Map<U, E> done = new HashMap<>();
    for (U unit : units) {
      work.journal().entries().stream()
          .filter(entry -> isOf.test(unit, entry))
          .findFirst()
          .ifPresent(entry -> done.put(unit, entry));
    }
    listener().planned(name, units.size(), done.size());
    work.complete(units, Function.identity(), done, (unit, entry) -> listener().done());
    return units.stream().map(done::get).toList();
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
