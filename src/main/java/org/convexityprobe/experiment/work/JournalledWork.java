package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.convexityprobe.experiment.Journal;

/**
 * Units of work whose entries go to the journal of a run.
 *
 * @param <E> the kind of entry
 * @param <L> the kind of listener
 * @param journal keeps the entries
 * @param executor computes the units
 * @param control how the run is watched and stopped
 */
public record JournalledWork<E, L>(
    Journal<E> journal, UnitExecutor executor, RunControl<L> control) {
  /**
   * Hears that a unit's entry is in the journal.
   *
   * @param <U> the kind of unit
   * @param <E> the kind of entry
   */
  @FunctionalInterface
  public interface Kept<U, E> {
    /** A unit is done. */
    void accept(U unit, E entry) throws IOException;
  }

  /** Returns what this process keeps from unit to unit. */
  public UnitContext context() {
    return executor.context();
  }

  /** Returns what hears how the run goes. */
  public L listener() {
    return control.listener();
  }

  /**
   * Computes the units that are not done, and keeps each entry in the journal.
   *
   * @param units all units
   * @param key tells a unit from the others
   * @param done the entries of units that are done; receives the others
   * @param kept hears of each unit that is computed
   * @throws IOException if a unit fails or the journal cannot be written
   * @throws java.util.concurrent.CancellationException if the run was asked to stop
   */
  public <K, U extends WorkUnit<E, L>> void complete(
      List<U> units, Function<U, K> key, Map<K, E> done, Kept<U, E> kept) throws IOException {
    executor.execute(
        units.stream().filter(unit -> !done.containsKey(key.apply(unit))).toList(),
        control,
        (unit, entry, maker) -> {
          journal.append(entry, maker);
          done.put(key.apply(unit), entry);
          kept.accept(unit, entry);
        });
  }

  /**
   * Computes one unit, and keeps its entry in the journal.
   *
   * @throws IOException if the unit fails or the journal cannot be written
   * @throws java.util.concurrent.CancellationException if the run was asked to stop
   */
  public <U extends WorkUnit<E, L>> E compute(U unit) throws IOException {
    Map<U, E> done = new HashMap<>();
    complete(List.of(unit), Function.identity(), done, (computed, entry) -> {});
    return done.get(unit);
  }
}
