package org.convexityprobe.network;

/**
 * Cross-entropy from logits, in double precision.
 *
 * <p>Taken from logits by log-sum-exp, never from probabilities and never clipped: in single
 * precision the rounding of the loss is larger than the second differences that a probe looks at,
 * and a clipped loss is flat where the network is most wrong.
 */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * Returns the loss −log softmax(z)_label of each image.
   *
   * @param logits [images, classes], row-major
   * @param labels class of each image
   * @return one loss an image; NaN where one of its logits is not finite
   */
  public static double[] losses(double[] logits, int[] labels) {
    int classes = classes(logits, labels);
    double[] losses = new double[labels.length];
    for (int image = 0; image < labels.length; image++) {
      losses[image] = loss(logits, image * classes, classes, labels[image]);
    }
    return losses;
  }

  /**
   * Returns how many images have their largest logit at their label; of equal logits, the first
   * counts. An image with a logit that is not finite is of no class, and never correct.
   */
  public static int correct(double[] logits, int[] labels) {
    int classes = classes(logits, labels);
    int correct = 0;
    for (int image = 0; image < labels.length; image++) {
      correct += largest(logits, image * classes, classes) == labels[image] ? 1 : 0;
    }
    return correct;
  }

  /** Returns the class of the largest logit, or −1 where one is not finite. */
  private static int largest(double[] logits, int row, int classes) {
    int largest = 0;
    for (int c = 0; c < classes; c++) {
      if (!Double.isFinite(logits[row + c])) {
        return -1;
      }
      if (logits[row + c] > logits[row + largest]) {
        largest = c;
      }
    }
    return largest;
  }

  static int classes(double[] logits, int[] labels) {
    if (labels.length == 0 || logits.length % labels.length != 0) {
      throw new IllegalArgumentException(
          "%d logits for %d images; expected a whole number of classes an image"
              .formatted(logits.length, labels.length));
    }
    return logits.length / labels.length;
  }

  /** Returns log Σ exp(z_c) − z_label; written so that losses near zero keep all their digits. */
  static double loss(double[] logits, int row, int classes, int label) {
    int largest = largest(logits, row, classes);
    if (largest < 0) {
      return Double.NaN;
    }
    double max = logits[row + largest];
    double rest = 0;
    for (int c = 0; c < classes; c++) {
      if (c != largest) {
        rest += Math.exp(logits[row + c] - max);
      }
    }
    return (max - logits[row + label]) + Math.log1p(rest);
  }
}
