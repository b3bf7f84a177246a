package org.convexityprobe.experiment.config;

import java.util.List;
import org.convexityprobe.landscape.FilterRules;
import org.convexityprobe.landscape.NormalizationDirection;

/**
 * Over which plane a surface is computed: w + x a + y b with two filter-normalised random
 * directions, those of lines 2p and 2p + 1 of a probe with the same seed, or with the first two
 * principal components of a training trajectory that ends in w.
 *
 * @param x coordinates along a
 * @param y coordinates along b; over the range of x where none is given, unless a trajectory is
 * @param trajectory whether the checkpoints are one trajectory, and a and b its components
 * @param pair number p of the two random directions, from 0; other pairs are other planes
 * @param orthogonal whether b is made orthogonal to a, filter by filter
 * @param normalizationDirection how the directions move biases, γ and β
 * @param filters rules for parameters that directions move otherwise, see {@link FilterRules}
 * @param noiseThreshold z of the noise in the convexity map
 */
public record SurfaceConfig(
    AxisConfig x,
    AxisConfig y,
    boolean trajectory,
    int pair,
    boolean orthogonal,
    NormalizationDirection normalizationDirection,
    List<String> filters,
    double noiseThreshold) {
  private static final int MOST_PAIRS = 50_000;

  /** 51 × 51 points; random directions over a square of side 2, as Li et al. (2018) have it. */
  public static final SurfaceConfig DEFAULT =
      new SurfaceConfig(
          AxisConfig.DEFAULT,
          AxisConfig.DEFAULT,
          false,
          0,
          false,
          NormalizationDirection.RANDOM,
          List.of(),
          4);

  /** Checks that the threshold is not negative, and that a trajectory's axes are its own. */
  public SurfaceConfig {
    y = trajectory || y.from() != null ? y : new AxisConfig(x.from(), x.to(), y.points());
    filters = filters == null ? List.of() : List.copyOf(filters);
    FilterRules.of(filters); // refuses what is none
    if (pair < 0 || pair > MOST_PAIRS) {
      throw new IllegalArgumentException(
          "pair is %d; expected 0 to %d".formatted(pair, MOST_PAIRS));
    }
    if (trajectory
        && (pair > 0 || orthogonal || normalizationDirection != NormalizationDirection.RANDOM)) {
      throw new IllegalArgumentException(
          "pair is %d, orthogonal %s and normalizationDirection %s; expected none of them with"
                  .formatted(pair, orthogonal, normalizationDirection)
              + " --trajectory, which gives both directions");
    }
    if (trajectory && !filters.isEmpty()) {
      throw new IllegalArgumentException(
          "filters is %s; a trajectory has no random directions: leave it out".formatted(filters));
    }
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
