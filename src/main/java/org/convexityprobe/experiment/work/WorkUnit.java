package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.List;

/**
 * One unit of work: a record that says what is computed, such as one line of a checkpoint. It names
 * files by path and SHA-256 and holds all settings, but no open file, network or image, so that it
 * can be written as JSON and computed by any process that has the same files, or copies of them:
 * the context knows where. Units are told apart by their {@code equals}.
 *
 * @param <E> the entry that it gives
 * @param <L> what hears how the computation proceeds
 */
public interface WorkUnit<E, L> {
  /** Returns a short name, such as "line 3 of epoch-300.zip", for messages. */
  String describe();

  /**
   * Computes the entry.
   *
   * @param context what this process keeps from unit to unit
   * @throws IOException if a file cannot be read, or is another one than was named
   * @throws java.util.concurrent.CancellationException if it was asked to stop
   */
  E compute(UnitContext context, RunControl<L> control) throws IOException;

  /**
   * Returns the files that are read to compute it, as they are where the run is.
   *
   * @throws IOException if one is missing
   */
  default List<InputFile> inputs() throws IOException {
    return List.of();
  }

  /** Returns a listener that hears nothing, for a process that nobody watches. */
  L silent();

  /**
   * Tells the run's listener, once the unit was computed in a process that nobody watches, what it
   * would have heard here.
   *
   * @param entry what the unit gave
   * @throws IOException if the listener ends the run
   */
  default void retell(E entry, L listener) throws IOException {}
}
