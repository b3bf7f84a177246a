package org.convexityprobe.experiment.spark;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.TaskContext;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitThread;
import org.convexityprobe.experiment.work.WorkUnit;
import org.convexityprobe.network.NativeBuild;

/**
 * Computes one unit after the other, and keeps networks and images between them. A process has as
 * many as it computes units at once. Each has a thread of its own.
 */
final class Slot {
  private static final Deque<Slot> FREE = new ArrayDeque<>();

  static {
    // As at the start of the program itself, which an executor does not run.
    Locale.setDefault(Locale.ROOT);
    NativeBuild.choose();
  }

  private final UnitThread thread;

  private Slot(int threads) {
    thread = new UnitThread(threads, 0);
  }

  /**
   * Computes a unit in a slot that is free.
   *
   * @param copies of files that are not at their own paths
   * @param threads that compute it
   * @return its entry
   * @throws CancellationException if the task was killed
   */
  static Object compute(WorkUnit<?, ?> unit, Map<String, Path> copies, int threads)
      throws Exception {
    Slot slot = take(threads);
    try {
      slot.thread.context().useCopies(copies);
      return slot.compute(unit);
    } catch (Exception | OutOfMemoryError e) {
      if (UnitOutcome.lackOfMemory(e) != null) {
        slot.forget();
      }
      throw e;
    } finally {
      synchronized (FREE) {
        FREE.push(slot);
      }
    }
  }

  private static Slot take(int threads) {
    synchronized (FREE) {
      return FREE.isEmpty() ? new Slot(threads) : FREE.pop();
    }
  }

  /** Closes what free slots of this process keep, and ends their threads. */
  static void closeAll() {
    synchronized (FREE) {
      FREE.forEach(slot -> slot.thread.close());
      FREE.clear();
    }
  }

  /** Closes what is kept, so that its memory is free. */
  private void forget() {
    boolean interrupted =
        UnitThread.awaitEnd(
            thread.begin(
                () -> {
                  thread.context().clear();
                  return null;
                }));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private <E, L> E compute(WorkUnit<E, L> unit) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    TaskContext task = TaskContext.get();
    RunControl<L> control =
        new RunControl<>(unit.silent(), () -> stop.get() || task.isInterrupted());
    Future<E> entry = thread.begin(() -> unit.compute(thread.context(), control));
    try {
      return entry.get();
    } catch (InterruptedException e) {
      // The unit ends before its slot is free again.
      stop.set(true);
      UnitThread.awaitEnd(entry);
      throw new CancellationException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw (Error) e.getCause();
    }
  }
}
