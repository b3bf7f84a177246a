package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.List;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.network.NotFiniteException;

/** Computes units in this process, one after the other. */
public final class LocalExecutor implements UnitExecutor {
  private final UnitContext context;

  /** Computes on as many threads as there are processors, where units leave that open. */
  public LocalExecutor() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Computes on so many threads where units leave that open.
   *
   * @param threads number of threads
   */
  public LocalExecutor(int threads) {
    context = new UnitContext(threads);
  }

  @Override
  public UnitContext context() {
    return context;
  }

  @Override
  public <E, L, U extends WorkUnit<E, L>> void execute(
      List<U> units, RunControl<L> control, Receiver<? super U, ? super E> receiver)
      throws IOException {
    for (U unit : units) {
      if (receiver.wants(unit)) {
        E entry;
        try {
          entry = unit.compute(context, control);
        } catch (NotFiniteException e) {
          receiver.notFinite(unit, e);
          continue;
        }
        receiver.accept(unit, entry, Maker.current());
      }
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
