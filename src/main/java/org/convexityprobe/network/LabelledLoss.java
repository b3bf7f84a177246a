package org.convexityprobe.network;

import java.util.stream.IntStream;
import org.convexityprobe.data.ImageSet;

/**
 * The losses of images with their labels, from a network's outputs, in double precision. Their mean
 * is the loss that PyTorch gives with its reduction {@code mean}: weights of classes are divided by
 * their mean over the images.
 */
public final class LabelledLoss {
  private final Objective objective;
  private final int[] labels;
  private final double scale;

  private LabelledLoss(Objective objective, int[] labels, double scale) {
    this.objective = objective;
    this.labels = labels.clone();
    this.scale = scale;
  }

  /** Returns the cross-entropy of images with these labels. */
  public static LabelledLoss crossEntropy(int... labels) {
    return new LabelledLoss(Objective.CROSS_ENTROPY, labels, 1);
  }

  /**
   * Returns the losses of the images of a set.
   *
   * @throws IllegalArgumentException if there is not one weight a class, or no weight at all
   */
  public static LabelledLoss of(Objective objective, ImageSet images) {
    objective.requireClasses(images.classes());
    int[] labels = images.labels();
    if (objective.classWeights() == null) {
      return new LabelledLoss(objective, labels, 1);
    }
    double sum = IntStream.of(labels).mapToDouble(objective.classWeights()::get).sum();
    if (sum == 0) {
      throw new IllegalArgumentException(
          "classWeights is %s, which is 0 for the class of every image; give one of these classes a weight above 0"
              .formatted(objective.classWeights()));
    }
    return new LabelledLoss(objective, labels, labels.length / sum);
  }

  /** Returns the losses of some of the same images. */
  public LabelledLoss of(int... some) {
    return new LabelledLoss(objective, some, scale);
  }

  /** Returns the class of each image. */
  public int[] labels() {
    return labels.clone();
  }

  /** Returns the number of images. */
  int count() {
    return labels.length;
  }

  /**
   * Returns the loss of each image; NaN where one of its outputs is not finite.
   *
   * @param outputs [images, outputs], row-major
   */
  public double[] losses(double[] outputs) {
    if (objective.plain()) {
      return CrossEntropy.losses(outputs, labels);
    }
    int count = CrossEntropy.classes(outputs, labels);
    double[] losses = new double[labels.length];
    for (int image = 0; image < labels.length; image++) {
      losses[image] = loss(outputs, image * count, count, labels[image]);
    }
    return losses;
  }

  private double loss(double[] outputs, int row, int count, int label) {
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(outputs[row + i])) {
        return Double.NaN;
      }
    }
    if (objective.loss() == Objective.Kind.CROSS_ENTROPY) {
      return scale * smoothed(outputs, row, count, label);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double target = count == 1 ? label : i == label ? 1 : 0;
      double output = outputs[row + i];
      sum +=
          objective.loss() == Objective.Kind.MSE
              ? (output - target) * (output - target)
              : Math.max(output, 0) - output * target + Math.log1p(Math.exp(-Math.abs(output)));
    }
    return sum / count;
  }

  private double smoothed(double[] logits, int row, int classes, int label) {
    double smoothing = objective.labelSmoothing();
    double loss = 0;
    for (int c = 0; c < classes; c++) {
      double part = smoothing / classes + (c == label ? 1 - smoothing : 0);
      double weight = objective.classWeights() == null ? 1 : objective.classWeights().get(c);
      if (part * weight > 0) {
        loss += part * weight * CrossEntropy.loss(logits, row, classes, c);
      }
    }
    return loss;
  }

  /**
   * Returns how many images are classified as they are labelled: by the largest output, or, where
   * there is one alone, by the side of ½ or of probability ½ on which it lies.
   */
  public int correct(double[] outputs) {
    if (CrossEntropy.classes(outputs, labels) > 1) {
      return CrossEntropy.correct(outputs, labels);
    }
    double border = objective.loss() == Objective.Kind.MSE ? 0.5 : 0;
    int correct = 0;
    for (int image = 0; image < labels.length; image++) {
      boolean second = outputs[image] > border;
      correct += Double.isFinite(outputs[image]) && second == (labels[image] == 1) ? 1 : 0;
    }
    return correct;
  }
}
