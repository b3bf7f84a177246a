package org.convexityprobe.execution.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A network in double precision, computed node by node and weight by weight, whose ReLUs stay on
 * the side of zero on which they are at one point: what is left of it without its kinks.
 */
final class FrozenMasks {
  private final Network network;
  private final float[] pixels;
  private final int images;
  private final List<double[]> start;

  /** Freezes the ReLUs at a point. */
  FrozenMasks(Network network, float[] pixels, int images, double[] point) {
    this.network = network;
    this.pixels = pixels;
    this.images = images;
    this.start = outputs(point, null);
  }

  /** Returns the logits at a point, [images, classes]. */
  double[] logits(double[] point) {
    return outputs(point, start).get(network.nodes().size() - 1);
  }

  private List<double[]> outputs(double[] point, List<double[]> masks) {
    List<double[]> outputs = new ArrayList<>();
    for (Node node : network.nodes()) {
      double[] output = new double[images * node.output().elements()];
      if (node instanceof Node.Input) {
        for (int i = 0; i < output.length; i++) {
          output[i] = pixels[i];
        }
      } else if (node instanceof Node.Convolution n) {
        convolve(n, point, outputs.get(n.source()), output);
      } else if (node instanceof Node.BatchNorm n) {
        normalize(n, point, outputs.get(n.source()), output);
      } else if (node instanceof Node.Rectifier n) {
        // What the ReLU reads at the start decides.
        double[] decides = masks == null ? outputs.get(n.source()) : masks.get(n.source());
        for (int i = 0; i < output.length; i++) {
          output[i] = decides[i] > 0 ? outputs.get(n.source())[i] : 0;
        }
      } else if (node instanceof Node.Addition n) {
        for (int i = 0; i < output.length; i++) {
          output[i] = outputs.get(n.first())[i] + outputs.get(n.second())[i];
        }
      } else if (node instanceof Node.Shortcut n) {
        shortcut(n, outputs.get(n.source()), output);
      } else if (node instanceof Node.GlobalPooling n) {
        int pixels = n.input().height() * n.input().width();
        for (int i = 0; i < output.length * pixels; i++) {
          output[i / pixels] += outputs.get(n.source())[i] / pixels;
        }
      } else if (node instanceof Node.Softmax n) {
        for (int i = 0; i < output.length; i++) {
          int unit = i % n.classes();
          output[i] = n.bias() == Node.Convolution.NO_BIAS ? 0 : point[n.bias() + unit];
          for (int j = 0; j < n.inputs(); j++) {
            output[i] +=
                point[n.weights() + unit * n.inputs() + j]
                    * outputs.get(n.source())[i / n.classes() * n.inputs() + j];
          }
        }
      }
      outputs.add(output);
    }
    return outputs;
  }

  private void convolve(Node.Convolution n, double[] point, double[] source, double[] output) {
    Shape in = n.input();
    Shape out = n.output();
    Window w = n.window();
    int at = 0;
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < out.channels(); c++) {
        for (int y = 0; y < out.height(); y++) {
          for (int x = 0; x < out.width(); x++) {
            double sum = n.hasBias() ? point[n.bias() + c] : 0;
            for (int k = 0; k < n.filterLength(); k++) {
              int channel = k / (w.height() * w.width());
              int row =
                  y * w.strideHeight() - w.top() + k / w.width() % w.height() * w.dilationHeight();
              int column = x * w.strideWidth() - w.left() + k % w.width() * w.dilationWidth();
              if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                int from =
                    ((image * in.channels() + channel) * in.height() + row) * in.width() + column;
                sum += point[n.weights() + c * n.filterLength() + k] * source[from];
              }
            }
            output[at] = sum;
            at++;
          }
        }
      }
    }
  }

  private static void normalize(
      Node.BatchNorm n, double[] point, double[] source, double[] output) {
    int pixels = n.output().height() * n.output().width();
    for (int i = 0; i < output.length; i++) {
      int c = i / pixels % n.output().channels();
      double deviation = Math.sqrt(point[n.variance() + c] + n.epsilon());
      output[i] =
          point[n.gamma() + c] * (source[i] - point[n.mean() + c]) / deviation
              + point[n.beta() + c];
    }
  }

  private void shortcut(Node.Shortcut n, double[] source, double[] output) {
    Shape in = n.input();
    Shape out = n.output();
    int before = (out.channels() - in.channels()) / 2;
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < in.channels(); c++) {
        for (int y = 0; y < out.height(); y++) {
          for (int x = 0; x < out.width(); x++) {
            int to = ((image * out.channels() + before + c) * out.height() + y) * out.width() + x;
            int from =
                ((image * in.channels() + c) * in.height() + y * n.stride()) * in.width()
                    + x * n.stride();
            output[to] = source[from];
          }
        }
      }
    }
  }
}
