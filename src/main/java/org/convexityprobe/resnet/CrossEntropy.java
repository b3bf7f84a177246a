package org.convexityprobe.resnet;

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
   * @return one loss an image; NaN where a logit is NaN or all are infinite
   */
  public static double[] losses(double[] logits, int[] labels) {
    int classes = classes(logits, labels);
    double[] losses = new double[labels.length];
    for (int image = 0; image < labels.length; image++) {
      losses[image] = loss(logits, image * classes, classes, labels[image]);
    }
    return losses;
  }

  /** Returns how many images have their largest logit at their label. */
  public static int correct(double[] logits, int[] labels) {
    int classes = classes(logits, labels);
    int correct = 0;
    for (int image = 0; image < labels.length; image++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (logits[image * classes + c] > logits[image * classes + best]) {
          best = c;
        }
      }
      correct += best == labels[image] ? 1 : 0;
    }
    return correct;
  }

  private static int classes(double[] logits, int[] labels) {
    if (labels.length == 0 || logits.length % labels.length != 0) {
      throw new IllegalArgumentException(
          "%d logits for %d images; expected a whole number of classes an image"
              .formatted(logits.length, labels.length));
    }
    return logits.length / labels.length;
  }

  /** Returns log Σ exp(z_c) − z_label; written so that losses near zero keep all their digits. */
  private static double loss(double[] logits, int row, int classes, int label) {
    int largest = 0;
    for (int c = 1; c < classes; c++) {
      if (logits[row + c] > logits[row + largest]) {
        largest = c;
      }
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
