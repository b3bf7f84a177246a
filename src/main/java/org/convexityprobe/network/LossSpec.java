package org.convexityprobe.network;

import org.convexityprobe.data.NormalizedImages;

/**
 * A loss of a network: the mean cross-entropy over fixed images.
 *
 * @param images normalised images
 * @param batchSize images evaluated together; it changes the loss with batch statistics alone
 * @param batchStatistics whether batch-norm uses each batch's own statistics instead of its running
 *     ones
 */
public record LossSpec(NormalizedImages images, int batchSize, boolean batchStatistics) {
  /** Checks the size of batches. */
  public LossSpec {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batchSize is %d; expected at least 1".formatted(batchSize));
    }
  }
}
