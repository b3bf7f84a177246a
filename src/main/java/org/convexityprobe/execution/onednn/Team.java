package org.convexityprobe.execution.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.convexityprobe.execution.OpenMp;

/** A fixed number of threads, each of which runs native kernels on itself alone. */
final class Team implements AutoCloseable {
  private final ExecutorService executor;
  private final int threads;

  Team(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads (%d) must be positive".formatted(threads));
    }
    this.threads = threads;
    AtomicInteger count = new AtomicInteger();
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread =
                  new Thread(
                      () -> {
                        OpenMp.useThreads(1);
                        task.run();
                      },
                      "onednn-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  int threads() {
    return threads;
  }

  /** Runs {@code work} once on every thread, with the numbers from 0, and waits for all. */
  void run(IntConsumer work) {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      running.add(executor.submit(() -> work.accept(number)));
    }
    ExecutionException failure = null;
    boolean interrupted = false;
    for (Future<?> future : running) {
      while (true) {
        try {
          future.get();
          break;
        } catch (InterruptedException e) {
          interrupted = true; // native kernels cannot be left half-way: wait, then say so
        } catch (ExecutionException e) {
          failure = e; // the others still compute on memory that a failure lets go of
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw unwrapped(failure);
    }
  }

  /** Returns the runtime exception behind a failed task; throws the error behind it. */
  static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e.getCause());
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
