package org.convexityprobe.experiment.spark;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.TaskContext;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.WorkUnit;
import org.convexityprobe.network.NativeBuild;

/**
 * Computes one unit after the other, and keeps networks and images between them. A process has as
 * many as it computes units at once. Each has a thread of its own, since native kernels and the
 * number of threads that they use belong to the thread that opened them.
 */
final class Slot {
  private static final Deque<Slot> FREE = new ArrayDeque<>();

  static {
    // As at the start of the program itself, which an executor does not run.
    Locale.setDefault(Locale.ROOT);
    NativeBuild.choose();
  }

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread daemon = new Thread(work, "unit of work");
            daemon.setDaemon(true);
            return daemon;
          });
  private final UnitContext context;

  private Slot(int threads) {
    context = new UnitContext(threads);
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
      slot.context.useCopies(copies);
      return slot.compute(unit);
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
      for (Slot slot : FREE) {
        slot.thread.execute(slot.context::close);
        slot.thread.shutdown();
      }
      FREE.clear();
    }
  }

  private <E, L> E compute(WorkUnit<E, L> unit) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    TaskContext task = TaskContext.get();
    RunControl<L> control =
        new RunControl<>(unit.silent(), () -> stop.get() || task.isInterrupted());
    Future<E> entry = thread.submit(() -> unit.compute(context, control));
    try {
      return entry.get();
    } catch (InterruptedException e) {
      // The unit ends before its slot is free again.
      stop.set(true);
      await(entry);
      throw new CancellationException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw (Error) e.getCause();
    }
  }

  private static void await(Future<?> entry) {
    boolean ended = false;
    while (!ended) {
      try {
        entry.get();
        ended = true;
      } catch (ExecutionException e) {
        ended = true;
      } catch (InterruptedException e) {
        // It is stopped already.
      }
    }
  }
}
