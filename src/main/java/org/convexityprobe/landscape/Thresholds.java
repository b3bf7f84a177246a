package org.convexityprobe.landscape;

import java.util.function.IntToDoubleFunction;

/**
 * How far from zero the second difference of three grid points must be before its sign is known
 * beyond the noise of φ.
 */
final class Thresholds {
  private final ScanGrid grid;
  private final IntToDoubleFunction values;
  private final LineNoise noise;
  private final double z;

  /**
   * Prepares thresholds.
   *
   * @param values φ at each grid point
   * @param z standard deviations of a second difference
   */
  Thresholds(ScanGrid grid, IntToDoubleFunction values, LineNoise noise, double z) {
    this.grid = grid;
    this.values = values;
    this.noise = noise;
    this.z = z;
  }

  /**
   * Returns z times the standard deviation that independent noise gives D: √(σ²_{i−s} + 4σ²_i +
   * σ²_{i+s}), which is √6 σ where the noise is the same at all three. D cannot be known better
   * than its own rounding, and not at all where the noise is not known.
   */
  double at(int left, int middle, int right) {
    double deviation = deviation(noise, grid.lambda(left), grid.lambda(middle), grid.lambda(right));
    return Double.isNaN(deviation)
        ? Double.POSITIVE_INFINITY
        : Math.max(z * deviation, roundingBound(left, middle, right));
  }

  /** Returns the standard deviation of the noise of a second difference at three λ. */
  static double deviation(LineNoise noise, double left, double middle, double right) {
    double before = noise.at(left);
    double here = noise.at(middle);
    double after = noise.at(right);
    // Symmetric in left and right, bit by bit.
    return Math.sqrt(4 * here * here + (before * before + after * after));
  }

  /**
   * A bound on the error that rounding alone puts into D: half a unit in the last place of each of
   * its four terms and of its sums, and φ' times that of each λ. Without it, a straight line whose
   * values are rounded correctly would show concave points wherever the noise estimate is zero.
   */
  private double roundingBound(int left, int middle, int right) {
    double start = values.applyAsDouble(left);
    double end = values.applyAsDouble(right);
    double largest =
        Math.max(Math.abs(values.applyAsDouble(middle)), Math.max(Math.abs(end), Math.abs(start)));
    double slope = Math.abs(end - start) / ((right - left) * grid.spacing());
    if (!Double.isFinite(largest) || !Double.isFinite(slope)) {
      return 0;
    }
    return 4 * Math.ulp(largest) + 2 * slope * Math.ulp(grid.length() / 2);
  }
}
