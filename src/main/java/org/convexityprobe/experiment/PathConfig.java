package org.convexityprobe.experiment;

import org.convexityprobe.landscape.SamplingError;
import org.convexityprobe.landscape.ScanGrid;
import org.convexityprobe.landscape.ScanSettings;

/**
 * How segments between checkpoints are scanned.
 *
 * @param points points on a segment, an odd number
 * @param noiseThreshold z of the noise in a verdict
 * @param samplingThreshold z of the sampling error where the images are a subset; 0 leaves it out
 */
public record PathConfig(int points, double noiseThreshold, double samplingThreshold) {
  /** 51 points a segment. */
  public static final PathConfig DEFAULT = new PathConfig(51, 4, 2);

  /** Checks every number. */
  public PathConfig {
    if (points < 3 || points % 2 == 0) {
      throw new IllegalArgumentException(
          "points is %d; expected an odd number of at least 3".formatted(points));
    }
    if (!(noiseThreshold >= 0) || !(samplingThreshold >= 0)) {
      throw new IllegalArgumentException(
          "noiseThreshold is %s and samplingThreshold %s; expected 0 or more"
              .formatted(noiseThreshold, samplingThreshold));
    }
  }

  /** Returns how segments are scanned when the images are a part of a population. */
  ScanSettings scanSettings(int images, int population) {
    SamplingError sampling =
        images < population && samplingThreshold > 0
            ? new SamplingError(samplingThreshold, population, true)
            : SamplingError.NONE;
    return ScanSettings.DEFAULT
        .withGrid(new ScanGrid(1, points))
        .withZ(noiseThreshold)
        .withSamplingError(sampling);
  }
}
