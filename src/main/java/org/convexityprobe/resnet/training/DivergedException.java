package org.convexityprobe.resnet.training;

/**
 * Training reached a loss or parameters that are not finite; the message says where and what to
 * try.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String what, int epoch, long iteration, double learningRate) {
    super(
        "training diverged: %s at epoch %d, iteration %d (learning rate %s); try a lower learning rate or warm-up epochs"
            .formatted(what, epoch, iteration, learningRate));
  }
}
