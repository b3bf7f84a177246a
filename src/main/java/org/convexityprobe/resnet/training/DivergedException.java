package org.convexityprobe.resnet.training;

/**
 * Training reached a loss or parameters that are not finite; the message says where and what to
 * try.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DivergedException(String message, DivergedException cause) {
    super(message, cause);
  }

  DivergedException(String what, int epoch, long iteration, double learningRate) {
    super(
        "training diverged: %s at epoch %d, iteration %d (learning rate %s); try a lower learning rate or warm-up epochs"
            .formatted(what, epoch, iteration, learningRate));
  }

  /** Returns the same, and says of which network it is one among several. */
  public DivergedException of(String network) {
    return new DivergedException(network + ": " + getMessage(), this);
  }
}
