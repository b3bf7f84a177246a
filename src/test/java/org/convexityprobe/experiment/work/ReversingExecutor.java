package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Maker;

/**
 * Stands for processes elsewhere: each unit is written as JSON and read again, is computed with
 * nothing kept from another one, and the last one is done first. Entries are written and read, too.
 */
public final class ReversingExecutor implements UnitExecutor {
  private final UnitContext context = new UnitContext(1);
  private int computed;

  @Override
  public UnitContext context() {
    return context;
  }

  /** Returns how many units were computed. */
  public int computed() {
    return computed;
  }

  @Override
  @SuppressWarnings("unchecked") // JSON gives the class that it was written from
  public <E, L, U extends WorkUnit<E, L>> void execute(
      List<U> units, RunControl<L> control, Receiver<? super U, ? super E> receiver)
      throws IOException {
    List<U> reversed = new ArrayList<>();
    units.forEach(unit -> reversed.add(0, unit));
    for (U unit : reversed) {
      U sent = (U) Json.parse(Json.writeLine(unit), unit.getClass());
      if (!sent.equals(unit)) {
        throw new IllegalStateException("%s came back as %s".formatted(unit, sent));
      }
      E entry;
      try (UnitContext elsewhere = new UnitContext(1)) {
        entry = sent.compute(elsewhere, control);
      }
      computed++;
      receiver.accept(
          unit, (E) Json.parse(Json.writeLine(entry), entry.getClass()), Maker.current());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
