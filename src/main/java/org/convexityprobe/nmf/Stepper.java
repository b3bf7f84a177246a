package org.convexityprobe.nmf;

import java.util.List;

/** One solver method at work on a group of points. */
interface Stepper {
  /**
   * Updates the points of the given indices in place.
   *
   * @return loss and residual at each before its update
   */
  FactorizationLoss.Measured[] step(int[] indices);

  /** Returns the point of an index, as it was measured last or updated since. */
  List<Factors> points();

  /** Returns whether every step must lower the loss; if so a rise is a failure. */
  default boolean descends() {
    return true;
  }
}
