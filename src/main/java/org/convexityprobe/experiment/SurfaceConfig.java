package org.convexityprobe.experiment;

import org.convexityprobe.landscape.NormalizationDirection;
import org.convexityprobe.landscape.SurfaceAxis;

/**
 * Over which plane a surface is computed: w + x a + y b with two filter-normalised random
 * directions, those of lines 0 and 1 of a probe with the same seed.
 *
 * @param x coordinates along a
 * @param y coordinates along b
 * @param orthogonal whether b is made orthogonal to a, filter by filter
 * @param normalizationDirection how the directions move biases, γ and β
 * @param noiseThreshold z of the noise in the convexity map
 */
public record SurfaceConfig(
    SurfaceAxis x,
    SurfaceAxis y,
    boolean orthogonal,
    NormalizationDirection normalizationDirection,
    double noiseThreshold) {
  /** 51 × 51 points over a square of side 2, as Li et al. (2018) have it. */
  public static final SurfaceConfig DEFAULT =
      new SurfaceConfig(
          new SurfaceAxis(-1, 1, 51),
          new SurfaceAxis(-1, 1, 51),
          false,
          NormalizationDirection.IGNORE,
          4);

  /** Checks that the threshold is not negative. */
  public SurfaceConfig {
    if (!(noiseThreshold >= 0)) {
      throw new IllegalArgumentException(
          "noiseThreshold is %s; expected 0 or more".formatted(noiseThreshold));
    }
  }

  /** Returns the number of points. */
  public long points() {
    return (long) x.points() * y.points();
  }
}
