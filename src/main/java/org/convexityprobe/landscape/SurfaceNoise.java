package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The noise of a function over a plane, measured at a few points of its grid. It varies by orders
 * of magnitude over a plane (rounding errors grow with the loss), so that a single number for all
 * of it would leave the centre undecided.
 *
 * @param x coordinates of the columns where it was measured, rising
 * @param y coordinates of the rows
 * @param sigmas {@code sigmas.get(j).get(i)} is σ̂ at (x_i, y_j); NaN where a value was not finite
 */
public record SurfaceNoise(List<Double> x, List<Double> y, List<List<Double>> sigmas) {
  private static final int POINTS = 5;

  /** Spacing of the noise estimates in units of the grid's spacing. */
  private static final double SPACING = 1e-4;

  /** Copies the lists and checks that they fill the grid. */
  public SurfaceNoise {
    x = List.copyOf(x);
    y = List.copyOf(y);
    sigmas = sigmas.stream().map(List::copyOf).toList();
    int columns = x.size();
    if (columns < 2
        || y.size() < 2
        || sigmas.size() != y.size()
        || sigmas.stream().anyMatch(row -> row.size() != columns)) {
      throw new IllegalArgumentException(
          "noise at %d × %d points in %d rows; expected at least 2 × 2 and all rows full"
              .formatted(columns, y.size(), sigmas.size()));
    }
  }

  /**
   * Returns the indices of an axis at which noise is measured: five at most, both ends included.
   */
  public static List<Integer> indices(SurfaceAxis axis) {
    int count = Math.min(POINTS, axis.points());
    List<Integer> indices = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      indices.add((int) Math.round((double) k * (axis.points() - 1) / (count - 1)));
    }
    return indices;
  }

  /**
   * Measures the noise along one row; takes 9 to 27 evaluations a point.
   *
   * @param listener asked before every evaluation whether to stop
   * @throws CancellationException if the listener asks to stop
   */
  public static List<Double> measureRow(
      SurfaceAxis x, SurfaceAxis y, int row, SurfaceFunction function, ScanListener listener) {
    NoiseEstimator estimator = new NoiseEstimator(ScanSettings.DEFAULT.noiseEvaluations());
    LineFunction along = alongRow(function, y.coordinate(row), listener);
    double spacing = x.spacing() * SPACING;
    return indices(x).stream()
        .map(i -> estimator.estimate(along, x.coordinate(i), spacing).sigma())
        .toList();
  }

  /** Returns the function of x at a fixed y, with the resolution that the surface declares. */
  private static LineFunction alongRow(SurfaceFunction function, double y, ScanListener listener) {
    return new LineFunction() {
      @Override
      public double valueAt(double x) {
        listener.checkCancelled();
        return function.valueAt(x, y);
      }

      @Override
      public double resolution() {
        return function.resolution();
      }
    };
  }

  /** Puts measured rows together; they belong to {@link #indices} of y, in that order. */
  public static SurfaceNoise of(SurfaceAxis x, SurfaceAxis y, List<List<Double>> rows) {
    return new SurfaceNoise(
        indices(x).stream().map(x::coordinate).toList(),
        indices(y).stream().map(y::coordinate).toList(),
        rows);
  }

  /**
   * Returns σ̂ at (px, py), from the corners of the cell that holds it: log σ̂ is interpolated,
   * since noise varies by orders of magnitude. Where a corner has no noise at all, σ̂ itself is.
   *
   * @return NaN where the noise of a corner that counts is not known
   */
  public double at(double px, double py) {
    int i = cell(x, px);
    int j = cell(y, py);
    double right = share(x, i, px);
    double above = share(y, j, py);
    double[] weights = {
      (1 - right) * (1 - above), right * (1 - above), (1 - right) * above, right * above
    };
    double[] corners = {
      sigmas.get(j).get(i),
      sigmas.get(j).get(i + 1),
      sigmas.get(j + 1).get(i),
      sigmas.get(j + 1).get(i + 1)
    };
    double mean = 0;
    double logarithm = 0;
    for (int corner = 0; corner < corners.length; corner++) {
      if (weights[corner] > 0) {
        mean += weights[corner] * corners[corner];
        logarithm += weights[corner] * StrictMath.log(corners[corner]);
      }
    }
    // StrictMath: thresholds are the same on every machine.
    return logarithm == Double.NEGATIVE_INFINITY ? mean : StrictMath.exp(logarithm);
  }

  /** Returns where a position lies in its cell, from 0 at its lower end to 1. */
  private static double share(List<Double> coordinates, int cell, double position) {
    double from = coordinates.get(cell);
    double share = (position - from) / (coordinates.get(cell + 1) - from);
    return Math.min(1, Math.max(0, share));
  }

  private static int cell(List<Double> coordinates, double position) {
    int cell = 0;
    while (cell < coordinates.size() - 2 && coordinates.get(cell + 1) < position) {
      cell++;
    }
    return cell;
  }
}
