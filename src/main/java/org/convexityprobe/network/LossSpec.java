package org.convexityprobe.network;

import org.convexityprobe.data.NormalizedImages;

/**
 * A loss of a network: a mean over fixed images.
 *
 * @param images normalised images
 * @param batchSize images evaluated together; it changes the loss with batch statistics alone
 * @param batchStatistics whether batch-norm uses each batch's own statistics instead of its running
 *     ones
 * @param objective the loss of an image; functions give outputs, derivatives are of it
 */
public record LossSpec(
    NormalizedImages images, int batchSize, boolean batchStatistics, Objective objective) {
  /** The mean cross-entropy. */
  public LossSpec(NormalizedImages images, int batchSize, boolean batchStatistics) {
    this(images, batchSize, batchStatistics, Objective.CROSS_ENTROPY);
  }

  /** Checks the size of batches. */
  public LossSpec {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batchSize is %d; expected at least 1".formatted(batchSize));
    }
  }
}
