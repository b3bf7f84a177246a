package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.factorization.StudyContext;
import org.convexityprobe.experiment.work.WorkUnit;

/**
 * A study of units that know nothing of each other.
 *
 * @param <U> the kind of unit
 * @param <E> what the journal keeps of one
 */
abstract class UnitStudy<U extends WorkUnit<E, FactorizationListener>, E> implements Study {
  /** Returns all units, in the order of the results. */
  abstract List<U> units();

  /** Returns the class of entries. */
  abstract Class<E> entryType();

  /** Returns whether an entry is that of a unit. */
  abstract boolean isOf(U unit, E entry);

  /** Writes the results of all units, in their order. */
  abstract void write(StudyContext context, List<E> entries) throws IOException;

  @Override
  public final void run(StudyContext context) throws IOException {
    Journal<E> journal = context.run().journal(entryType());
    Map<U, E> done = new HashMap<>();
    List<U> units = units();
    for (U unit : units) {
      journal.entries().stream()
          .filter(entry -> isOf(unit, entry))
          .findFirst()
          .ifPresent(entry -> done.put(unit, entry));
    }
    context.listener().planned("parts", units.size(), done.size());
    context.execute(
        units.stream().filter(unit -> !done.containsKey(unit)).toList(),
        (unit, entry) -> {
          journal.append(entry);
          done.put(unit, entry);
          context.listener().done();
        });
    write(context, units.stream().map(done::get).toList());
  }
}
