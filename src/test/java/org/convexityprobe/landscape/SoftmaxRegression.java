package org.convexityprobe.landscape;

import java.util.Random;

/** Cross-entropy of a linear softmax classifier along a random line: convex by theory. */
final class SoftmaxRegression implements SampledLineFunction {
  private final double[][] logits;
  private final double[][] slopes;
  private final int[] labels;

  private SoftmaxRegression(double[][] logits, double[][] slopes, int[] labels) {
    this.logits = logits;
    this.slopes = slopes;
    this.labels = labels;
  }

  static SoftmaxRegression alongRandomLine(long seed) {
    Random random = new Random(seed);
    int samples = 40;
    int features = 12;
    int classes = 5;
    double[][] weights = gaussian(random, classes, features);
    double[][] direction = gaussian(random, classes, features);
    double[][] inputs = gaussian(random, samples, features);
    int[] labels = random.ints(samples, 0, classes).toArray();
    return new SoftmaxRegression(product(inputs, weights), product(inputs, direction), labels);
  }

  @Override
  public double[] samplesAt(double lambda) {
    double[] losses = new double[labels.length];
    for (int s = 0; s < losses.length; s++) {
      double largest = Double.NEGATIVE_INFINITY;
      double[] moved = new double[logits[s].length];
      for (int c = 0; c < moved.length; c++) {
        moved[c] = logits[s][c] + lambda * slopes[s][c];
        largest = Math.max(largest, moved[c]);
      }
      double sum = 0;
      for (double logit : moved) {
        sum += Math.exp(logit - largest);
      }
      losses[s] = largest + Math.log(sum) - moved[labels[s]];
    }
    return losses;
  }

  private static double[][] gaussian(Random random, int rows, int columns) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      java.util.Arrays.setAll(row, i -> random.nextGaussian());
    }
    return matrix;
  }

  /** Returns A Bᵀ. */
  private static double[][] product(double[][] a, double[][] b) {
    double[][] result = new double[a.length][b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        for (int k = 0; k < a[i].length; k++) {
          result[i][j] += a[i][k] * b[j][k];
        }
      }
    }
    return result;
  }
}
