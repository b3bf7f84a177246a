package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * How a run is watched and stopped, and where it keeps what it has begun.
 *
 * @param <L> the kind of listener
 * @param listener hears how the run proceeds
 * @param stop whether the run should stop soon
 * @param unfinished where units that are not finished keep their evaluations; null for nowhere
 */
public record RunControl<L>(L listener, BooleanSupplier stop, UnfinishedWork unfinished) {
  /** Checks that the first two are there. */
  public RunControl {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(stop, "stop");
  }

  /** Units that are stopped keep nothing. */
  public RunControl(L listener, BooleanSupplier stop) {
    this(listener, stop, null);
  }

  /** Returns the same with another listener. */
  public <M> RunControl<M> withListener(M other) {
    return new RunControl<>(other, stop, unfinished);
  }

  /** Returns the same, but units that are not finished keep their evaluations. */
  public RunControl<L> keeping(UnfinishedWork place) {
    return new RunControl<>(listener, stop, place);
  }

  /** Opens the log of a unit's evaluations. */
  public UnitLog log(String unit) throws IOException {
    return new UnitLog(unfinished, unit);
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
