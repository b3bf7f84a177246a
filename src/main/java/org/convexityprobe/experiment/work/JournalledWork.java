package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.network.NotFiniteException;

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

    /**
     * The numbers of a unit are not finite. If this returns, the others are still computed; unless
     * overridden it ends the work.
     */
    default void notFinite(U unit, NotFiniteException failure) throws IOException {
      throw failure;
    }
  }

  /**
   * Units that belong together, such as the lines of one checkpoint.
   *
   * @param <U> the kind of unit
   * @param <E> the kind of entry
   */
  public interface Group<U, E> {
    /** Returns the units that are not done. */
    List<U> missing();

    /** A unit is done, and in the journal. */
    void kept(U unit, E entry) throws IOException;

    /** All units are done. */
    void finish() throws IOException;

    /** A unit's numbers, or those of the whole, are not finite. Told once. */
    void failed(NotFiniteException failure) throws IOException;
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
        new UnitExecutor.Receiver<U, E>() {
          @Override
          public void accept(U unit, E entry, Maker maker) throws IOException {
            journal.append(entry, maker);
            done.put(key.apply(unit), entry);
            kept.accept(unit, entry);
          }

          @Override
          public void notFinite(U unit, NotFiniteException failure) throws IOException {
            kept.notFinite(unit, failure);
          }
        });
  }

  /**
   * Computes the units of several groups, handed out together, so that the last units of one group
   * leave no core idle. Each entry goes to the journal, and each group is finished with its last
   * unit. A group whose numbers are not finite leaves the others.
   *
   * @throws IOException if a unit fails or the journal cannot be written
   * @throws java.util.concurrent.CancellationException if the run was asked to stop
   */
  public <U extends WorkUnit<E, L>> void complete(List<? extends Group<U, E>> groups)
      throws IOException {
    Map<U, Group<U, E>> owners = new LinkedHashMap<>();
    GroupReceiver<U> receiver = new GroupReceiver<>(owners);
    for (Group<U, E> group : groups) {
      group.missing().forEach(unit -> owners.put(unit, group));
      receiver.begin(group);
    }
    executor.execute(List.copyOf(owners.keySet()), control, receiver);
  }

  private final class GroupReceiver<U> implements UnitExecutor.Receiver<U, E> {
    private final Map<U, Group<U, E>> owners;
    private final Map<Group<U, E>, Integer> missing = new HashMap<>();
    private final Set<Group<U, E>> failed = new HashSet<>();

    GroupReceiver(Map<U, Group<U, E>> owners) {
      this.owners = owners;
    }

    void begin(Group<U, E> group) throws IOException {
      missing.put(group, group.missing().size());
      finishIfDone(group);
    }

    @Override
    public boolean wants(U unit) {
      return !failed.contains(owners.get(unit));
    }

    @Override
    public void accept(U unit, E entry, Maker maker) throws IOException {
      journal.append(entry, maker);
      Group<U, E> group = owners.get(unit);
      group.kept(unit, entry);
      missing.merge(group, -1, Integer::sum);
      finishIfDone(group);
    }

    @Override
    public void notFinite(U unit, NotFiniteException failure) throws IOException {
      fail(owners.get(unit), failure);
    }

    private void finishIfDone(Group<U, E> group) throws IOException {
      if (missing.get(group) == 0) {
        try {
          group.finish();
        } catch (NotFiniteException e) {
          fail(group, e);
        }
      }
    }

    private void fail(Group<U, E> group, NotFiniteException failure) throws IOException {
      if (failed.add(group)) {
        group.failed(failure);
      }
    }
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
