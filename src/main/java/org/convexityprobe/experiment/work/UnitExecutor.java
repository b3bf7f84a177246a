package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.List;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.network.NotFiniteException;

/**
 * Computes units of work. The run that hands them over knows neither where nor in which order they
 * are computed, and keeps the journal: an executor writes nothing to the run's folder.
 */
public interface UnitExecutor extends AutoCloseable {
  /**
   * Receives entries.
   *
   * @param <U> the kind of unit
   * @param <E> the kind of entry
   */
  @FunctionalInterface
  interface Receiver<U, E> {
    /**
     * A unit is done.
     *
     * @param maker who computed it
     * @throws IOException if the entry cannot be written; this ends the execution
     */
    void accept(U unit, E entry, Maker maker) throws IOException;

    /**
     * The numbers of a unit are not finite. If this returns, the others are still computed; unless
     * overridden it ends the execution.
     */
    default void notFinite(U unit, NotFiniteException failure) throws IOException {
      throw failure;
    }

    /**
     * Returns whether a unit is still to be computed. Units that have begun are computed anyway.
     */
    default boolean wants(U unit) {
      return true;
    }
  }

  /** Returns what this process keeps from unit to unit, for the run itself to use too. */
  UnitContext context();

  /**
   * Computes units and waits until all are done.
   *
   * @param receiver receives each unit and its entry as soon as the unit is done, in any order, one
   *     at a time, on the thread that called this method
   * @throws IOException if a unit or the receiver fails; entries that were received are kept
   * @throws java.util.concurrent.CancellationException if it was asked to stop
   */
  <E, L, U extends WorkUnit<E, L>> void execute(
      List<U> units, RunControl<L> control, Receiver<? super U, ? super E> receiver)
      throws IOException;

  /** Closes what was kept. */
  @Override
  void close();
}
