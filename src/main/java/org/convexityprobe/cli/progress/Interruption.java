package org.convexityprobe.cli.progress;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * Lets a command that is asked to end (Ctrl-C, or the signal TERM) finish its step, write its state
 * and say how to go on before the process ends.
 */
public final class Interruption implements BooleanSupplier {
  private static final Set<Interruption> OPEN = ConcurrentHashMap.newKeySet();

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;

  /** Starts to listen for signals. */
  public static Interruption install() {
    Interruption interruption = new Interruption();
    OPEN.add(interruption);
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::await, "interruption"));
    return interruption;
  }

  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  /**
   * Tells that the command has returned, and has said all that it has to say; after a signal, the
   * process may end now.
   */
  public static void commandReturned() {
    OPEN.forEach(each -> each.finished.countDown());
    OPEN.clear();
  }

  private void await() {
    if (finished.getCount() == 0) {
      return;
    }
    requested = true;
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Hooks cannot change the exit code in any other way.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }
}
