package org.convexityprobe.nmf;

import java.util.List;

/** One solver method at work on a group of points. */
interface Stepper {
  /**
   * Updates the points of the given indices in place.
   *
   * @return loss and residual at each before its first update
   */
  FactorizationLoss.Measured[] step(int[] indices);

  /** Returns how many updates a step takes. */
  default int updates() {
    return 1;
  }

  /** Returns the points, as they are after the last step. */
  List<Factors> points();

  /**
   * Returns whether what led to the last measurement of a point must have lowered its loss; if so a
   * rise is a failure.
   */
  default boolean descends(int index) {
    return true;
  }

  /** Returns a copy of a point as a solution. */
  default Factors solution(int index) {
    return points().get(index).copy();
  }
}
