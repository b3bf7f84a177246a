package org.convexityprobe.landscape;

import java.util.List;

/**
 * One finished row of a surface: the unit that a journal keeps.
 *
 * @param row index of the row's y
 * @param values the values along x; NaN and infinite ones stay as they came
 */
public record SurfaceRow(int row, List<Double> values) {
  /** Copies the list. */
  public SurfaceRow {
    values = List.copyOf(values);
  }
}
