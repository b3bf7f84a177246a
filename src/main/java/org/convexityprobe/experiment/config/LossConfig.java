package org.convexityprobe.experiment.config;

import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.Objective;

/**
 * The loss of a network that is measured: a mean over training images.
 *
 * @param images training images that the loss is a mean over, a class-balanced seeded subset; null
 *     for what the experiment takes where nothing is asked for
 * @param batchSize images evaluated together; with batch statistics it changes the loss
 * @param batchNorm the statistics that batch-norm uses
 * @param objective the loss of an image
 * @param seed seed of the subset, and of everything else that is random
 */
public record LossConfig(
    Integer images, int batchSize, BatchNormMode batchNorm, Objective objective, long seed) {
  /** Images of surfaces and paths where none are asked for: what a laptop does in minutes. */
  public static final int DEFAULT_IMAGES = 1000;

  /** As many images as is usual, batch-norm on its running statistics. */
  public static final LossConfig DEFAULT = new LossConfig(null, 128, BatchNormMode.RUNNING, 1);

  /** The mean cross-entropy. */
  public LossConfig(Integer images, int batchSize, BatchNormMode batchNorm, long seed) {
    this(images, batchSize, batchNorm, Objective.CROSS_ENTROPY, seed);
  }

  /** Checks the numbers. */
  public LossConfig {
    objective = objective == null ? Objective.CROSS_ENTROPY : objective;
    if (images != null && images < 1) {
      throw new IllegalArgumentException("images is %d; expected at least 1".formatted(images));
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batchSize is %d; expected at least 1".formatted(batchSize));
    }
  }

  /**
   * Returns how many images to use of a population.
   *
   * @param fallback how many where nothing is asked for, or all where there are fewer
   * @throws IllegalArgumentException if more are asked for than there are
   */
  public int imagesOf(int population, int fallback) {
    if (images == null) {
      return Math.min(fallback, population);
    }
    if (images > population) {
      throw new IllegalArgumentException(
          "images is %d, but there are %d training images; expected 1 to %d"
              .formatted(images, population, population));
    }
    return images;
  }
}
