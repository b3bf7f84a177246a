package org.convexityprobe.landscape;

import java.util.Objects;

/**
 * How a line is scanned and judged.
 *
 * @param grid where the function is evaluated; 51 points over a length of 1 by default
 * @param z threshold of a verdict in standard deviations of a second difference; 4 by default
 * @param noiseEvaluations evaluations for each of the three noise estimates, 7 to 9; 9 by default
 * @param maxHalvings how often the grid may be halved until the length settles; 0 (the default)
 *     leaves the grid as it is
 * @param refineTolerance the length has settled when halving moves it by less; 0.01 by default
 * @param confidence with which the range of a length holds for the population of which a function's
 *     samples are a part; 0.95 by default, 0.99 at most
 * @param seed of the bootstrap that finds it
 */
public record ScanSettings(
    ScanGrid grid,
    double z,
    int noiseEvaluations,
    int maxHalvings,
    double refineTolerance,
    double confidence,
    long seed) {
  /** Halvings that {@link #refining()} allows: from 51 points to 801 at most. */
  public static final int REFINE_HALVINGS = 4;

  /** Highest confidence of a range: resampling tells little of rarer cases. */
  public static final double MAX_CONFIDENCE = 0.99;

  /** The defaults. */
  public static final ScanSettings DEFAULT =
      new ScanSettings(new ScanGrid(1, 51), 4, 9, 0, 0.01, 0.95, 1);

  /** Checks every range. */
  public ScanSettings {
    Objects.requireNonNull(grid, "grid");
    if (!(z >= 0) || Double.isInfinite(z)) {
      throw new IllegalArgumentException("z: %s; expected at least 0".formatted(z));
    }
    if (noiseEvaluations < 7 || noiseEvaluations > 9) {
      throw new IllegalArgumentException(
          "noise evaluations: %d; expected 7 to 9".formatted(noiseEvaluations));
    }
    if (maxHalvings < 0 || maxHalvings > 10) {
      throw new IllegalArgumentException("halvings: %d; expected 0 to 10".formatted(maxHalvings));
    }
    if (!(refineTolerance > 0)) {
      throw new IllegalArgumentException(
          "refine tolerance: %s; expected a positive number".formatted(refineTolerance));
    }
    if (!(confidence > 0 && confidence <= MAX_CONFIDENCE)) {
      throw new IllegalArgumentException(
          "confidence: %s; expected above 0 and at most %s".formatted(confidence, MAX_CONFIDENCE));
    }
  }

  /**
   * Returns how many evaluations a scan takes where nothing is refined and no noise estimate is
   * repeated. A noise estimate of an odd number of values shares the middle one with the grid.
   */
  public int evaluations() {
    return grid.points() + 3 * (noiseEvaluations - noiseEvaluations % 2);
  }

  /** Returns these settings on another grid. */
  public ScanSettings withGrid(ScanGrid newGrid) {
    return new ScanSettings(
        newGrid, z, noiseEvaluations, maxHalvings, refineTolerance, confidence, seed);
  }

  /** Returns these settings with another threshold. */
  public ScanSettings withZ(double newZ) {
    return new ScanSettings(
        grid, newZ, noiseEvaluations, maxHalvings, refineTolerance, confidence, seed);
  }

  /**
   * Returns these settings with another confidence, and the seed of the bootstrap that finds it.
   */
  public ScanSettings withConfidence(double newConfidence, long newSeed) {
    return new ScanSettings(
        grid, z, noiseEvaluations, maxHalvings, refineTolerance, newConfidence, newSeed);
  }

  /** Returns these settings with the grid halved until the length settles. */
  public ScanSettings refining() {
    return new ScanSettings(
        grid, z, noiseEvaluations, REFINE_HALVINGS, refineTolerance, confidence, seed);
  }
}
