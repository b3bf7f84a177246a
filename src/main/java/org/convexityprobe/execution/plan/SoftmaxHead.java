package org.convexityprobe.execution.plan;

/**
 * The dense softmax layer and cross-entropy, in double precision on the host: a thousandth of the
 * work, and the part whose rounding the probe would see.
 */
public final class SoftmaxHead {
  private final Node.Softmax layer;

  public SoftmaxHead(Node.Softmax layer) {
    this.layer = layer;
  }

  /**
   * Computes logits.
   *
   * @param parameters flat parameter vector from {@code base} on
   * @param base place in the flat vector of the first element of {@code parameters}
   * @param features [count, inputs], row-major
   * @param logits [count, classes], row-major
   */
  public void logits(float[] parameters, int base, float[] features, int count, double[] logits) {
    int inputs = layer.inputs();
    int classes = layer.classes();
    for (int image = 0; image < count; image++) {
      for (int c = 0; c < classes; c++) {
        logits[image * classes + c] =
            bias(parameters, base, c)
                + dot(
                    features,
                    image * inputs,
                    parameters,
                    layer.weights() - base + c * inputs,
                    inputs);
      }
    }
  }

  /**
   * Computes Taylor coefficients of the logits along a direction: with z = V·f + c, z_k = V·f_k +
   * V̇·f_{k−1}, and ċ for k = 1.
   *
   * @param features Taylor coefficients of the features, order 0 first
   * @param order k, at least 1
   * @param coefficients where they go, [images, classes]
   */
  void coefficients(
      float[] parameters, float[] direction, float[][] features, int order, double[] coefficients) {
    int inputs = layer.inputs();
    int classes = layer.classes();
    for (int i = 0; i < coefficients.length; i++) {
      int row = layer.weights() + i % classes * inputs;
      int from = i / classes * inputs;
      coefficients[i] =
          (order == 1 ? bias(direction, 0, i % classes) : 0)
              + dot(features[order - 1], from, direction, row, inputs)
              + dot(features[order], from, parameters, row, inputs);
    }
  }

  /** Returns −log softmax(logits)_label of one image; never clipped. */
  double loss(double[] logits, int image, int label) {
    int row = image * layer.classes();
    return logSumExp(logits, row, layer.classes()) - logits[row + label];
  }

  /** Writes softmax(logits) of one image. */
  public void probabilities(double[] logits, int image, double[] probabilities) {
    softmax(logits, image * layer.classes(), probabilities);
  }

  /**
   * Writes the softmax of some logits.
   *
   * @param row place of the first of them
   * @param probabilities where it goes, as many elements as there are logits
   */
  public static void softmax(double[] logits, int row, double[] probabilities) {
    double total = logSumExp(logits, row, probabilities.length);
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] = Math.exp(logits[row + c] - total);
    }
  }

  /**
   * Returns the summed cross-entropy of a batch, and writes its gradients.
   *
   * @param layerParameters weights and biases, as they follow each other in the flat vector
   * @param labels [count, classes], row-major
   * @param layerGradients gradients of weights and biases, summed over the batch
   * @param featureGradients [count, inputs], row-major
   */
  double backward(
      float[] layerParameters,
      float[] features,
      float[] labels,
      double[] logits,
      float[] layerGradients,
      float[] featureGradients) {
    int inputs = layer.inputs();
    int classes = layer.classes();
    int count = labels.length / classes;
    double[] residual = new double[classes];
    double[] sums = new double[layerGradients.length];
    double loss = 0;
    for (int image = 0; image < count; image++) {
      loss += residual(logits, labels, image, residual);
      for (int c = 0; c < classes; c++) {
        double slope = residual[c];
        int row = c * inputs;
        for (int i = 0; i < inputs; i++) {
          sums[row + i] += slope * features[image * inputs + i];
        }
        if (layer.bias() != Node.Convolution.NO_BIAS) {
          sums[classes * inputs + c] += slope;
        }
      }
      spread(layerParameters, residual, featureGradients, image * inputs);
    }
    for (int i = 0; i < sums.length; i++) {
      layerGradients[i] = (float) sums[i];
    }
    return loss;
  }

  /** Writes softmax − label, the gradient of the logits, and returns the cross-entropy. */
  private double residual(double[] logits, float[] labels, int image, double[] residual) {
    int row = image * layer.classes();
    double total = logSumExp(logits, row, layer.classes());
    double loss = 0;
    for (int c = 0; c < layer.classes(); c++) {
      double logProbability = logits[row + c] - total;
      float label = labels[row + c];
      residual[c] = Math.exp(logProbability) - label;
      if (label != 0) {
        loss -= label * logProbability;
      }
    }
    return loss;
  }

  private void spread(float[] layerParameters, double[] residual, float[] target, int offset) {
    int inputs = layer.inputs();
    for (int i = 0; i < inputs; i++) {
      double sum = 0;
      for (int c = 0; c < residual.length; c++) {
        sum += residual[c] * layerParameters[c * inputs + i];
      }
      target[offset + i] = (float) sum;
    }
  }

  private static double logSumExp(double[] logits, int row, int classes) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      max = Math.max(max, logits[row + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits[row + c] - max);
    }
    return max + Math.log(sum);
  }

  private double bias(float[] vector, int base, int unit) {
    return layer.bias() == Node.Convolution.NO_BIAS ? 0 : vector[layer.bias() - base + unit];
  }

  private static double dot(float[] a, int atA, float[] b, int atB, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (double) a[atA + i] * b[atB + i];
    }
    return sum;
  }
}
