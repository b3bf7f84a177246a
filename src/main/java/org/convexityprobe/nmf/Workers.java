package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Threads that share one pass over the data. Each calls OpenBLAS on its own block with a single
 * BLAS thread ({@link Blas#useOneThread}): at factorisation's narrow shapes that is faster than
 * BLAS's own threads, since the block stays in the core's cache between the products that need it.
 */
final class Workers {
  private static final int COUNT = Runtime.getRuntime().availableProcessors();
  private static final ExecutorService POOL =
      Executors.newFixedThreadPool(
          Math.max(1, COUNT - 1),
          task -> {
            Thread thread = new Thread(task, "nmf-worker");
            thread.setDaemon(true);
            return thread;
          });

  private Workers() {}

  /** Returns how many workers run at once; partial sums are kept per worker, in this order. */
  static int count() {
    return COUNT;
  }

  /** Runs {@code task} for every worker 0 … count − 1 and waits; the caller is worker 0. */
  static void run(IntConsumer task) {
    List<Future<?>> others = new ArrayList<>();
    for (int worker = 1; worker < COUNT; worker++) {
      int index = worker;
      others.add(POOL.submit(() -> task.accept(index)));
    }
    try {
      task.accept(0);
    } finally {
      others.forEach(Workers::await);
    }
  }

  /** Runs {@code task} for 0 … tasks − 1, worker w taking tasks w, w + count, … */
  static void forEach(int tasks, IntConsumer task) {
    run(
        worker -> {
          for (int index = worker; index < tasks; index += COUNT) {
            task.accept(index);
          }
        });
  }

  /** Returns the first of {@code items} that belongs to a worker; its last is the next one's. */
  static int start(int worker, int items) {
    return (int) ((long) items * worker / COUNT);
  }

  private static void await(Future<?> future) {
    boolean interrupted = false;
    while (true) {
      try {
        future.get();
        break;
      } catch (InterruptedException e) {
        // Others still write to shared arrays: wait for them, and pass the interruption on after.
        interrupted = true;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
