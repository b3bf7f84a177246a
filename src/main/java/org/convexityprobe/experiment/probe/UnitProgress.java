package org.convexityprobe.experiment.probe;

import java.util.function.BooleanSupplier;
import org.convexityprobe.landscape.ScanListener;

/**
 * Passes the progress of one unit's evaluations on.
 *
 * @param evaluated told of each evaluation
 * @param stop whether to stop before the next one
 */
public record UnitProgress(Runnable evaluated, BooleanSupplier stop) implements ScanListener {
  @Override
  public void evaluated(int done, int planned) {
    evaluated.run();
  }

  @Override
  public boolean cancelled() {
    return stop.getAsBoolean();
  }
}
