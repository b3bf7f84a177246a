package org.convexityprobe.execution.plan;

import java.util.Arrays;
import java.util.Optional;

/**
 * A convolution's weights and bias after the batch-norm behind it is folded in, as functions of the
 * flat parameter vector: with s = γ / √(variance + ε), W' = s·W and b' = β + s·(b − mean).
 *
 * <p>A batch-norm alone is folded likewise, with one weight W = 1 a channel.
 *
 * @param convolution the convolution, if there is one
 * @param norm the batch-norm, if there is one
 * @param channels output channels
 * @param filterLength weights of one output channel
 * @param weights place of the weights among all folded weights and biases of the plan
 * @param bias place of the bias there
 */
public record Filters(
    Optional<Node.Convolution> convolution,
    Optional<Node.BatchNorm> norm,
    int channels,
    int filterLength,
    int weights,
    int bias) {
  /** Returns the number of folded values, weights and bias. */
  public int length() {
    return channels * (filterLength + 1);
  }

  /** Computes W' and b' into {@code folded}. */
  void fold(float[] parameters, float[] folded) {
    for (int c = 0; c < channels; c++) {
      double scale = scale(parameters, c);
      int to = weights + c * filterLength;
      if (convolution.isPresent()) {
        int from = convolution.get().weights() + c * filterLength;
        for (int i = 0; i < filterLength; i++) {
          folded[to + i] = (float) (scale * parameters[from + i]);
        }
      } else {
        Arrays.fill(folded, to, to + filterLength, (float) scale);
      }
      folded[bias + c] = (float) (shift(parameters, c) + scale * offset(parameters, c));
    }
  }

  /**
   * Computes the derivatives of W' and b' along a direction into {@code tangent}. The statistics
   * stand still.
   */
  void foldTangent(float[] parameters, float[] direction, float[] tangent) {
    for (int c = 0; c < channels; c++) {
      double scale = scale(parameters, c);
      double scaleTangent = scaleTangent(parameters, direction, c);
      int from = convolution.map(Node.Convolution::weights).orElse(0) + c * filterLength;
      int to = weights + c * filterLength;
      for (int i = 0; i < filterLength; i++) {
        tangent[to + i] =
            convolution.isPresent()
                ? (float) (scale * direction[from + i] + scaleTangent * parameters[from + i])
                : (float) scaleTangent;
      }
      double biasTangent = hasBias() ? direction[convolution.get().bias() + c] : 0;
      tangent[bias + c] =
          (float)
              (shiftTangent(direction, c)
                  + scale * biasTangent
                  + scaleTangent * offset(parameters, c));
    }
  }

  /**
   * Computes the Taylor coefficients of order 2 of W' and b' along a direction into {@code bend}:
   * the product of the moves of s and W, and of s and b.
   */
  void foldBend(float[] parameters, float[] direction, float[] bend) {
    for (int c = 0; c < channels; c++) {
      double scaleTangent = scaleTangent(parameters, direction, c);
      int from = convolution.map(Node.Convolution::weights).orElse(0) + c * filterLength;
      int to = weights + c * filterLength;
      for (int i = 0; i < filterLength; i++) {
        bend[to + i] = convolution.isPresent() ? (float) (scaleTangent * direction[from + i]) : 0;
      }
      double biasTangent = hasBias() ? direction[convolution.get().bias() + c] : 0;
      bend[bias + c] = (float) (scaleTangent * biasTangent);
    }
  }

  private double scale(float[] parameters, int channel) {
    return norm.isEmpty()
        ? 1
        : parameters[norm.get().gamma() + channel] / deviation(parameters, channel);
  }

  private double scaleTangent(float[] parameters, float[] direction, int channel) {
    return norm.isEmpty()
        ? 0
        : direction[norm.get().gamma() + channel] / deviation(parameters, channel);
  }

  private double deviation(float[] parameters, int channel) {
    return Math.sqrt(parameters[norm.get().variance() + channel] + norm.get().epsilon());
  }

  private double shift(float[] parameters, int channel) {
    return norm.isEmpty() ? 0 : parameters[norm.get().beta() + channel];
  }

  private double shiftTangent(float[] direction, int channel) {
    return norm.isEmpty() ? 0 : direction[norm.get().beta() + channel];
  }

  /** Returns b − mean. */
  private double offset(float[] parameters, int channel) {
    double own = hasBias() ? parameters[convolution.get().bias() + channel] : 0;
    return norm.isEmpty() ? own : own - parameters[norm.get().mean() + channel];
  }

  private boolean hasBias() {
    return convolution.isPresent() && convolution.get().hasBias();
  }
}
