package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that share the passes over the data. Each calls OpenBLAS on its own block with a single
 * BLAS thread ({@link Blas#useOneThread}): at factorisation's narrow shapes that is faster than
 * BLAS's own threads, since the block stays in the core's cache between the products that need it.
 * No result depends on how many there are ({@link Shares}).
 */
public final class Workers {
  private static final int MOST = 1024;
  private static final long IDLE_SECONDS = 10;
  private static final Map<Integer, Workers> BY_COUNT = new ConcurrentHashMap<>();

  private final int count;
  private final ExecutorService pool;

  private Workers(int count) {
    this.count = count;
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            Math.max(1, count - 1),
            Math.max(1, count - 1),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "nmf-worker");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    pool = threads;
  }

  /** One of many pieces of work. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does a piece.
     *
     * @param worker who does it, from 0: whose scratch memory to use
     * @param item which piece, from 0
     */
    void run(int worker, int item);
  }

  /**
   * Returns this many workers.
   *
   * @throws IllegalArgumentException if the number is below 1 or above 1024
   */
  public static Workers of(int threads) {
    if (threads < 1 || threads > MOST) {
      throw new IllegalArgumentException(
          "threads is %d; expected 1 to %d".formatted(threads, MOST));
    }
    return BY_COUNT.computeIfAbsent(threads, Workers::new);
  }

  /** Returns a worker for each core. */
  public static Workers ofAllCores() {
    return of(Math.min(MOST, Runtime.getRuntime().availableProcessors()));
  }

  /** Returns how many there are. */
  public int count() {
    return count;
  }

  /** Does items 0 … items − 1 and waits; each worker takes neighbouring ones, in their order. */
  public void forEach(int items, Task task) {
    List<Future<?>> others = new ArrayList<>();
    for (int worker = 1; worker < Math.min(count, items); worker++) {
      int index = worker;
      others.add(pool.submit(() -> some(index, items, task)));
    }
    Throwable failure = null;
    try {
      some(0, items, task);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    // All of them, since the others still compute on memory that a failure lets go of.
    for (Future<?> other : others) {
      Throwable its = await(other);
      failure = failure == null ? its : failure;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
  }

  private void some(int worker, int items, Task task) {
    int busy = Math.min(count, items);
    int end = Shares.start(worker + 1, busy, items);
    for (int item = Shares.start(worker, busy, items); item < end; item++) {
      task.run(worker, item);
    }
  }

  /** Waits for a worker, and returns what it failed by; null if it did not. */
  private static Throwable await(Future<?> future) {
    boolean interrupted = false;
    Throwable failure = null;
    while (true) {
      try {
        future.get();
        break;
      } catch (InterruptedException e) {
        // Others still write to shared arrays: wait for them, and pass the interruption on after.
        interrupted = true;
      } catch (ExecutionException e) {
        failure = e.getCause();
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failure;
  }
}
