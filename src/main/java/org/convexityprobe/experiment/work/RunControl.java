package org.convexityprobe.experiment.work;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * How a run is watched and stopped.
 *
 * @param <L> the kind of listener
 * @param listener hears how the run proceeds
 * @param stop whether the run should stop soon
 */
public record RunControl<L>(L listener, BooleanSupplier stop) {
  /** Checks that both are there. */
  public RunControl {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(stop, "stop");
  }

  /** Returns the same with another listener. */
  public <M> RunControl<M> withListener(M other) {
    return new RunControl<>(other, stop);
  }

  /** Returns whether the run should stop soon. */
  public boolean stopped() {
    return stop.getAsBoolean();
  }

  /**
   * Ends the computation if the run should stop.
   *
   * @throws CancellationException if it should
   */
  public void check() {
    if (stopped()) {
      throw new CancellationException();
    }
  }
}
