package org.convexityprobe.resnet.training;

/**
 * Sums over the images of an epoch so far.
 *
 * @param loss of their losses
 * @param correct how many were classified correctly
 * @param images how many they are
 */
record BatchSums(double loss, long correct, long images) {
  /** The start of an epoch. */
  static final BatchSums NONE = new BatchSums(0, 0, 0);

  /** Returns these sums with those of a batch added. */
  BatchSums plus(double batchLoss, long batchCorrect, long batchImages) {
    return new BatchSums(loss + batchLoss, correct + batchCorrect, images + batchImages);
  }
}
