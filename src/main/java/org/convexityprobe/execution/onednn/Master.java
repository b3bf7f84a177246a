package org.convexityprobe.execution.onednn;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.convexityprobe.execution.OpenMp;

/**
 * A thread that leads a team of OpenMP threads through primitives, one for each size of the team.
 *
 * <p>A thread of its own, because OpenMP keeps a team for each leading thread, and dissolves it
 * when that thread asks for a smaller one: ND4J's operations, which run between the gradients of
 * two steps on the caller's thread, do so all the time.
 */
final class Master {
  private static final Map<Integer, Master> MASTERS = new ConcurrentHashMap<>();

  private final ExecutorService executor;

  private Master(int threads) {
    executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread =
                  new Thread(
                      () -> {
                        OpenMp.useThreads(threads);
                        task.run();
                      },
                      "onednn-master-" + threads);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns the leader of a team of {@code threads}. */
  static Master of(int threads) {
    return MASTERS.computeIfAbsent(threads, Master::new);
  }

  /** Runs {@code work} on the team, and waits for it. */
  void run(Runnable work) {
    Future<?> running = executor.submit(work);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          running.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // native kernels cannot be left half-way: wait, then say so
        }
      }
    } catch (ExecutionException e) {
      throw Team.unwrapped(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
