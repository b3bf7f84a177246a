package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.network.NotFiniteException;

/**
 * Computes units in this process, several side by side: one at each place, such as a GPU. Each
 * place has a thread and a {@link UnitContext} of its own, and so has the run, which may use it
 * while units are computed.
 */
public final class ParallelExecutor implements UnitExecutor {
  private final List<UnitThread> places = new ArrayList<>();
  private final UnitContext context;

  /**
   * Prepares places.
   *
   * @param count how many units are computed side by side
   * @param threads threads of each where units leave that open
   */
  public ParallelExecutor(int count, int threads) {
    context = new UnitContext(threads);
    for (int place = 0; place < count; place++) {
      places.add(new UnitThread(threads, place));
    }
  }

  @Override
  public UnitContext context() {
    return context;
  }

  /** A unit that was computed, or that failed, and then its entry is null. */
  private record Done<U, E>(U unit, E entry, Throwable failure) {}

  @Override
  public <E, L, U extends WorkUnit<E, L>> void execute(
      List<U> units, RunControl<L> control, Receiver<? super U, ? super E> receiver)
      throws IOException {
    Queue<U> waiting = new ConcurrentLinkedQueue<>(units);
    BlockingQueue<Done<U, E>> done = new LinkedBlockingQueue<>();
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<?>> begun = new ArrayList<>();
    for (UnitThread place : places) {
      begun.add(
          place.begin(
              () -> {
                for (U unit = waiting.poll(); unit != null; unit = waiting.poll()) {
                  RunControl<L> silent =
                      new RunControl<>(
                          unit.silent(),
                          () -> failed.get() || control.stopped(),
                          control.unfinished());
                  done.add(compute(unit, place.context(), silent));
                }
                return null;
              }));
    }
    try {
      for (int left = units.size(); left > 0; left--) {
        Done<U, E> next = done.take();
        if (next.failure instanceof NotFiniteException e) {
          receiver.notFinite(next.unit, e);
          left -= removed(waiting, receiver);
        } else if (next.failure != null) {
          throw rethrown(next.failure);
        } else {
          next.unit.retell(next.entry, control.listener());
          receiver.accept(next.unit, next.entry, Maker.current());
          left -= removed(waiting, receiver);
        }
      }
    } catch (InterruptedException e) {
      throw new CancellationException();
    } finally {
      failed.set(true); // Without an effect on units that are all done.
      waiting.clear();
      // Each has to end, whether or not this thread is interrupted meanwhile.
      if (begun.stream().map(UnitThread::awaitEnd).reduce(false, Boolean::logicalOr)) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes back units that are no longer wanted, and returns how many. */
  private static <U> int removed(Queue<U> waiting, Receiver<? super U, ?> receiver) {
    int removed = 0;
    for (U unit : List.copyOf(waiting)) {
      if (!receiver.wants(unit) && waiting.remove(unit)) {
        removed++;
      }
    }
    return removed;
  }

  private static <E, L, U extends WorkUnit<E, L>> Done<U, E> compute(
      U unit, UnitContext context, RunControl<L> control) {
    try {
      return new Done<>(unit, unit.compute(context, control), null);
    } catch (IOException | RuntimeException | Error e) {
      return new Done<>(unit, null, e);
    }
  }

  private static IOException rethrown(Throwable failure) {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return (IOException) failure;
  }

  @Override
  public void close() {
    places.forEach(UnitThread::close);
    context.close();
  }
}
