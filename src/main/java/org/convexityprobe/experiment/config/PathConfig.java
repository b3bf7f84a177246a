package org.convexityprobe.experiment.config;

import org.convexityprobe.landscape.ScanGrid;
import org.convexityprobe.landscape.ScanSettings;

/**
 * How segments between checkpoints are scanned.
 *
 * @param points points on a segment, an odd number
 * @param noiseThreshold z of the noise in a verdict
 * @param confidence with which the least curvature's error holds for all training images, where
 *     those evaluated are a subset
 */
public record PathConfig(int points, double noiseThreshold, double confidence) {
  /** 51 points a segment. */
  public static final PathConfig DEFAULT = new PathConfig(51, 4, 0.95);

  /** Checks every number. */
  public PathConfig {
    if (points < 3 || points > ScanGrid.MOST_POINTS || points % 2 == 0) {
      throw new IllegalArgumentException(
          "points is %d; expected an odd number of at least 3, at most %d"
              .formatted(points, ScanGrid.MOST_POINTS));
    }
    if (!(noiseThreshold >= 0 && Double.isFinite(noiseThreshold))) {
      throw new IllegalArgumentException(
          "noiseThreshold is %s; expected 0 or more, finite".formatted(noiseThreshold));
    }
    if (!(confidence > 0 && confidence <= ScanSettings.MAX_CONFIDENCE)) {
      throw new IllegalArgumentException(
          "confidence is %s; expected above 0 and at most %s"
              .formatted(confidence, ScanSettings.MAX_CONFIDENCE));
    }
  }

  /**
   * Returns how segments are scanned.
   *
   * @param seed of the bootstrap over images
   */
  public ScanSettings scanSettings(long seed) {
    return ScanSettings.DEFAULT
        .withGrid(new ScanGrid(1, points))
        .withZ(noiseThreshold)
        .withConfidence(confidence, seed);
  }
}
