package org.convexityprobe.resnet;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums loss and accuracy of the batches of an epoch, from the probabilities of the forward pass
 * that training makes anyway.
 */
final class BatchMetrics extends BaseTrainingListener {
  /** Sums over the images of an epoch so far. */
  record Sums(double loss, long correct, long images) {
    static final Sums NONE = new Sums(0, 0, 0);
  }

  private final String output;
  private Sums sums = Sums.NONE;
  private double lastLoss;
  private INDArray labels;

  BatchMetrics(String output) {
    this.output = output;
  }

  /** Tells the one-hot labels [images, classes] of the batch that comes next. */
  void expect(INDArray oneHot) {
    labels = oneHot;
  }

  /** Continues an epoch. */
  void restart(Sums from) {
    sums = from;
  }

  Sums sums() {
    return sums;
  }

  /** Returns the mean loss of the last batch. */
  double lastLoss() {
    return lastLoss;
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    INDArray probabilities = activations.get(output);
    int classes = (int) labels.size(1);
    float[] p = probabilities.ravel().toFloatVector();
    float[] y = labels.ravel().toFloatVector();
    int images = y.length / classes;
    double loss = 0;
    int correct = 0;
    for (int image = 0; image < images; image++) {
      int label = largest(y, image * classes, classes);
      // Probabilities are single precision: below their smallest value the loss is cut at 87.
      loss -= Math.log(Math.max(p[image * classes + label], Float.MIN_NORMAL));
      correct += largest(p, image * classes, classes) == label ? 1 : 0;
    }
    lastLoss = loss / images;
    sums = new Sums(sums.loss() + loss, sums.correct() + correct, sums.images() + images);
  }

  private static int largest(float[] values, int first, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[first + i] > values[first + best]) {
        best = i;
      }
    }
    return best;
  }
}
