package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The values of a function on a rectangular grid, in plain numbers.
 *
 * @param x the coordinates along a row
 * @param y the coordinates of the rows
 * @param values {@code values.get(j).get(i)} belongs to (x_i, y_j)
 */
public record SurfaceScan(SurfaceAxis x, SurfaceAxis y, List<List<Double>> values) {
  /** Copies the values and checks that they fill the grid. */
  public SurfaceScan {
    values = values.stream().map(List::copyOf).toList();
    if (values.size() != y.points()) {
      throw new IllegalArgumentException(
          "%d rows for %d coordinates y".formatted(values.size(), y.points()));
    }
    for (List<Double> row : values) {
      if (row.size() != x.points()) {
        throw new IllegalArgumentException(
            "%d values for %d coordinates x".formatted(row.size(), x.points()));
      }
    }
  }

  /**
   * Evaluates one row.
   *
   * @param listener told of every evaluation in this row
   * @throws CancellationException if the listener asks to stop
   */
  public static SurfaceRow scanRow(
      SurfaceAxis x, SurfaceAxis y, int row, SurfaceFunction function, ScanListener listener) {
    List<Double> values = new ArrayList<>(x.points());
    for (int i = 0; i < x.points(); i++) {
      listener.checkCancelled();
      values.add(function.valueAt(x.coordinate(i), y.coordinate(row)));
      listener.evaluated(i + 1, x.points());
    }
    return new SurfaceRow(row, values);
  }

  /**
   * Puts rows together, in whatever order they come.
   *
   * @throws IllegalArgumentException if a row is missing, or appears twice
   */
  public static SurfaceScan of(SurfaceAxis x, SurfaceAxis y, Collection<SurfaceRow> rows) {
    List<List<Double>> values = new ArrayList<>(Collections.nCopies(y.points(), null));
    for (SurfaceRow row : rows) {
      if (row.row() < 0 || row.row() >= y.points() || values.set(row.row(), row.values()) != null) {
        throw new IllegalArgumentException(
            "row %d is outside 0 to %d, or appears twice".formatted(row.row(), y.points() - 1));
      }
    }
    int missing = values.indexOf(null);
    if (missing >= 0) {
      throw new IllegalArgumentException("row %d is missing".formatted(missing));
    }
    return new SurfaceScan(x, y, values);
  }

  /** Returns the value at (x_i, y_j). */
  public double value(int i, int j) {
    return values.get(j).get(i);
  }
}
