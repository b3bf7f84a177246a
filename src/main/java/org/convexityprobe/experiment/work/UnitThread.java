package org.convexityprobe.experiment.work;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread that computes one unit of work after the other, and what it keeps between them: native
 * kernels, and the number of threads that they use, belong to the thread that opened them.
 */
public final class UnitThread implements AutoCloseable {
  private final UnitContext context;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread daemon = new Thread(work, "unit of work");
            daemon.setDaemon(true);
            return daemon;
          });

  /**
   * Keeps nothing yet.
   *
   * @param threads see {@link UnitContext}
   * @param place see {@link UnitContext#place}
   */
  public UnitThread(int threads, int place) {
    context = new UnitContext(threads, place);
  }

  /** Returns what is kept between units. */
  public UnitContext context() {
    return context;
  }

  /** Begins a computation after those that were begun before. */
  public <T> Future<T> begin(Callable<T> work) {
    return thread.submit(work);
  }

  /**
   * Waits until a computation has ended, in whichever way, also where the calling thread is
   * interrupted meanwhile.
   *
   * @return whether it was interrupted
   */
  public static boolean awaitEnd(Future<?> work) {
    boolean interrupted = false;
    while (!work.isDone()) {
      try {
        work.get();
      } catch (ExecutionException e) {
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  /**
   * Closes what is kept, after all computations that were begun, and ends the thread. Returns when
   * that is done.
   */
  @Override
  public void close() {
    Future<?> closed = thread.submit(context::close);
    thread.shutdown();
    if (awaitEnd(closed)) {
      Thread.currentThread().interrupt();
    }
  }
}
