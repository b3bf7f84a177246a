package org.convexityprobe.network;

import org.convexityprobe.execution.plan.SoftmaxHead;
import org.convexityprobe.landscape.Curvature;

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

  /**
   * Returns the second derivative of the mean loss, where logits move as z₀ + z₁ t + z₂ t² at t =
   * 0. With p = softmax(z₀) it is, for each image, Σ p (z₁ − Σ p z₁)², the Gauss–Newton part, which
   * is never negative, plus 2 (Σ p z₂ − z₂_label).
   *
   * @param logits z₀, [images, classes], row-major
   * @param first z₁
   * @param second z₂
   * @param labels class of each image
   */
  static Curvature curvature(double[] logits, double[] first, double[] second, int[] labels) {
    int classes = classes(logits, labels);
    double[] p = new double[classes];
    double gaussNewton = 0;
    double rest = 0;
    for (int image = 0; image < labels.length; image++) {
      int row = image * classes;
      int label = row + labels[image];
      SoftmaxHead.softmax(logits, row, p);
      double mean = 0;
      double bend = 0;
      for (int c = 0; c < classes; c++) {
        mean += p[c] * first[row + c];
        bend += p[c] * (second[row + c] - second[label]);
      }
      for (int c = 0; c < classes; c++) {
        double deviation = first[row + c] - mean;
        gaussNewton += p[c] * deviation * deviation;
      }
      rest += 2 * bend;
    }
    return new Curvature(gaussNewton / labels.length, rest / labels.length);
  }
}
