package org.convexityprobe.execution.plan;

import java.util.List;

/**
 * One operation of a network, reading the outputs of nodes before it (named by their index) and its
 * parameters from the flat vector (named by the offset of the first element).
 */
public sealed interface Node {
  /** Returns the name of the vertex in the DL4J graph. */
  String name();

  /** Returns the shape of one image's output. */
  Shape output();

  /** Returns the indices of the nodes whose outputs this one reads. */
  List<Integer> sources();

  /** The images. */
  record Input(String name, Shape output) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of();
    }
  }

  /**
   * A convolution with weights [output channels, input channels, rows, columns].
   *
   * @param weights offset of the weights
   * @param bias offset of the bias, or {@link #NO_BIAS}
   */
  record Convolution(
      String name, int source, Shape input, Shape output, Window window, int weights, int bias)
      implements Node {
    /** The offset that says that there is no bias. */
    public static final int NO_BIAS = -1;

    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    /** Returns whether the convolution adds a bias. */
    public boolean hasBias() {
      return bias != NO_BIAS;
    }

    /** Returns the number of weights. */
    public int weightCount() {
      return output.channels() * filterLength();
    }

    /** Returns the number of weights of one output channel. */
    public int filterLength() {
      return input.channels() * window.height() * window.width();
    }
  }

  /**
   * Batch normalisation with biased variance.
   *
   * @param epsilon added to the variance
   * @param decay d in: running ← d·running + (1 − d)·batch
   * @param parameters offset of γ; β, running mean and running variance follow
   */
  record BatchNorm(
      String name, int source, Shape output, double epsilon, double decay, int parameters)
      implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    /** Returns the offset of the scale γ. */
    public int gamma() {
      return parameters;
    }

    /** Returns the offset of the shift β. */
    public int beta() {
      return parameters + output.channels();
    }

    /** Returns the offset of the running mean. */
    public int mean() {
      return parameters + 2 * output.channels();
    }

    /** Returns the offset of the running variance. */
    public int variance() {
      return parameters + 3 * output.channels();
    }
  }

  /** max(x, 0). */
  record Rectifier(String name, int source, Shape output) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }
  }

  /** The sum of two outputs of the same shape. */
  record Addition(String name, int first, int second, Shape output) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(first, second);
    }
  }

  /**
   * The parameter-free shortcut: every {@code stride}-th pixel, and zeros in the channels that are
   * new, half of them before the others and half behind.
   */
  record Shortcut(String name, int source, Shape input, Shape output, int stride) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }
  }

  /** The mean over all pixels of each channel. */
  record GlobalPooling(String name, int source, Shape input, Shape output) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }
  }

  /**
   * A dense layer with softmax and cross-entropy; weights of one class are contiguous.
   *
   * @param output classes × 1 × 1
   * @param inputs number of features
   * @param weights offset of the weights
   * @param bias offset of the bias, or {@link Convolution#NO_BIAS}
   */
  record Softmax(String name, int source, Shape output, int inputs, int weights, int bias)
      implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    /** Returns the number of weights and biases. */
    public int length() {
      return inputs * classes() + (bias == Convolution.NO_BIAS ? 0 : classes());
    }

    /** Returns the number of classes. */
    public int classes() {
      return output.channels();
    }
  }
}
