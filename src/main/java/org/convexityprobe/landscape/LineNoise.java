package org.convexityprobe.landscape;

/**
 * The noise of a line function at its centre and at its two ends.
 *
 * @param left near the first point
 * @param centre near λ = 0
 * @param right near the last point
 */
public record LineNoise(NoiseEstimate left, NoiseEstimate centre, NoiseEstimate right) {
  /** Returns the largest σ̂ of the three; 0 if none could be estimated. */
  public double largest() {
    return Math.max(known(left), Math.max(known(centre), known(right)));
  }

  /** Returns the noise of a line that is everywhere as at this one's centre. */
  LineNoise ofCentre() {
    return new LineNoise(centre, centre, centre);
  }

  private static double known(NoiseEstimate estimate) {
    return Double.isNaN(estimate.sigma()) ? 0 : estimate.sigma();
  }
}
