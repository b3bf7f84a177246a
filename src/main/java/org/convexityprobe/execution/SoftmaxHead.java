package org.convexityprobe.execution;

/**
 * The dense softmax layer and cross-entropy, in double precision on the host: a thousandth of the
 * work, and the part whose rounding the probe would see.
 */
final class SoftmaxHead {
  private final Node.Softmax layer;

  SoftmaxHead(Node.Softmax layer) {
    this.layer = layer;
  }

  /**
   * Computes logits.
   *
   * @param features [count, inputs], row-major
   * @param logits [count, classes], row-major
   */
  void logits(float[] parameters, float[] features, int count, double[] logits) {
    int inputs = layer.inputs();
    int classes = layer.classes();
    for (int image = 0; image < count; image++) {
      for (int c = 0; c < classes; c++) {
        logits[image * classes + c] =
            bias(parameters, c)
                + dot(features, image * inputs, parameters, layer.weights() + c * inputs, inputs);
      }
    }
  }

  /** Computes the derivatives of the logits along a direction. */
  void tangents(
      float[] parameters,
      float[] direction,
      float[] features,
      float[] featureTangents,
      int count,
      double[] tangents) {
    int inputs = layer.inputs();
    int classes = layer.classes();
    for (int image = 0; image < count; image++) {
      for (int c = 0; c < classes; c++) {
        int row = layer.weights() + c * inputs;
        tangents[image * classes + c] =
            bias(direction, c)
                + dot(features, image * inputs, direction, row, inputs)
                + dot(featureTangents, image * inputs, parameters, row, inputs);
      }
    }
  }

  /** Returns −log softmax(logits)_label of one image; never clipped. */
  double loss(double[] logits, int image, int label) {
    int row = image * layer.classes();
    return logSumExp(logits, row) - logits[row + label];
  }

  /** Writes softmax(logits) of one image. */
  void probabilities(double[] logits, int image, double[] probabilities) {
    int row = image * layer.classes();
    double total = logSumExp(logits, row);
    for (int c = 0; c < layer.classes(); c++) {
      probabilities[c] = Math.exp(logits[row + c] - total);
    }
  }

  private double logSumExp(double[] logits, int row) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < layer.classes(); c++) {
      max = Math.max(max, logits[row + c]);
    }
    double sum = 0;
    for (int c = 0; c < layer.classes(); c++) {
      sum += Math.exp(logits[row + c] - max);
    }
    return max + Math.log(sum);
  }

  private double bias(float[] vector, int unit) {
    return layer.bias() == Node.Convolution.NO_BIAS ? 0 : vector[layer.bias() + unit];
  }

  private static double dot(float[] a, int atA, float[] b, int atB, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (double) a[atA + i] * b[atB + i];
    }
    return sum;
  }
}
