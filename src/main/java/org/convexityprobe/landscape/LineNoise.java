package org.convexityprobe.landscape;

import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * The noise of a line function at three places: its centre, and the outermost points at which it is
 * finite. It varies by orders of magnitude along a line, since rounding errors grow with the loss.
 *
 * @param left near the first finite point
 * @param centre near λ = 0
 * @param right near the last finite point
 */
public record LineNoise(NoiseEstimate left, NoiseEstimate centre, NoiseEstimate right) {
  /**
   * Measures the noise at three points of a grid, of which the outer two may be the centre itself.
   *
   * @param first index of the first finite point
   * @param centre that of the centre
   * @param last that of the last finite point
   * @param at measures the noise near a point
   */
  static LineNoise measured(int first, int centre, int last, IntFunction<NoiseEstimate> at) {
    NoiseEstimate left = first == centre ? null : at.apply(first);
    NoiseEstimate middle = at.apply(centre);
    NoiseEstimate right = last == centre ? null : at.apply(last);
    return new LineNoise(left == null ? middle : left, middle, right == null ? middle : right);
  }

  /**
   * Measures the noise around 0 and at the outermost finite points of a grid on either side.
   *
   * @param finite whether the function is finite at a point
   * @param at measures the noise near a point
   */
  static LineNoise measured(ScanGrid grid, IntPredicate finite, IntFunction<NoiseEstimate> at) {
    int centre = grid.centre();
    int first = 0;
    while (first < centre && !finite.test(first)) {
      first++;
    }
    int last = grid.points() - 1;
    while (last > centre && !finite.test(last)) {
      last--;
    }
    return measured(first, centre, last, at);
  }

  /**
   * Returns σ̂(λ), its logarithm interpolated between the places where it was measured; where one
   * of two neighbouring places has no noise at all, σ̂ itself.
   *
   * @return NaN where it is not known: beyond the outermost places, or between two of which one
   *     could not be measured
   */
  public double at(double lambda) {
    NoiseEstimate outer = lambda < centre.lambda() ? left : right;
    if (lambda == outer.lambda()) {
      return outer.sigma();
    }
    if (lambda == centre.lambda()) {
      return centre.sigma();
    }
    double way = (lambda - centre.lambda()) / (outer.lambda() - centre.lambda());
    if (!(way <= 1)) {
      return Double.NaN;
    }
    double inner = centre.sigma();
    if (inner == 0 || outer.sigma() == 0) {
      return (1 - way) * inner + way * outer.sigma();
    }
    // StrictMath: thresholds are the same on every machine.
    return StrictMath.exp((1 - way) * StrictMath.log(inner) + way * StrictMath.log(outer.sigma()));
  }
}
