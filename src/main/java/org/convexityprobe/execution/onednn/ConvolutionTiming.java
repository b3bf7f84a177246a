package org.convexityprobe.execution.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.FeatureKernels;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.Window;

/** Measures from how many channels on minimal filtering is faster than direct convolution. */
final class ConvolutionTiming {
  /** Channels and sides of the layers that are timed: those of wide ResNets, the widest first. */
  private static final int[][] LAYERS = {{256, 8}, {128, 16}, {64, 32}};

  private static final int IMAGES = 8;
  private static final int ROUNDS = 9;

  /**
   * Minimal filtering is chosen where it is faster by a margin. Its rounding errors are larger, and
   * layers alone gain more than a network: with AVX-512, 1.34 for layers of 128 channels became
   * 1.07 at most for ResNet-20, k = 4.
   */
  private static final double MARGIN = 1.4;

  private ConvolutionTiming() {}

  /** Returns the fastest convolutions; takes about a second. */
  static Convolutions fastest() {
    Convolutions fastest = Convolutions.DIRECT;
    for (int[] layer : LAYERS) {
      if (ratio(layer[0], layer[1]) < MARGIN) {
        return fastest;
      }
      fastest = new Convolutions(layer[0]);
    }
    return fastest;
  }

  /** Returns the median over rounds of the time that direct convolution takes, in that of other. */
  private static double ratio(int channels, int side) {
    Network network = network(channels, new Shape(3, side, side));
    InferencePlan plan = InferencePlan.of(network);
    float[] pixels = new float[IMAGES * network.input().elements()];
    Arrays.fill(pixels, 1);
    float[] folded = new float[plan.foldedLength()];
    Arrays.fill(folded, 1f / (9 * channels)); // so that activations stay of the order of one
    OneDnnKernels kernels = new OneDnnKernels();
    try (PlacedImages images = kernels.place(pixels, network.input());
        FeatureKernels direct = kernels.features(plan, Arithmetic.FP32, Convolutions.DIRECT, 1);
        FeatureKernels other = kernels.features(plan, Arithmetic.FP32, Convolutions.WINOGRAD, 1)) {
      direct.setFilters(folded);
      other.setFilters(folded);
      double[] ratios = new double[ROUNDS];
      for (int round = -1; round < ROUNDS; round++) {
        double ratio = seconds(direct, images, channels) / seconds(other, images, channels);
        if (round >= 0) { // the first compiles
          ratios[round] = ratio;
        }
      }
      Arrays.sort(ratios);
      return ratios[ROUNDS / 2];
    }
  }

  private static double seconds(FeatureKernels kernels, PlacedImages images, int channels) {
    float[] features = new float[IMAGES * channels];
    long start = System.nanoTime();
    kernels.features(images, features);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Returns a convolution of the images, and four of its output. */
  private static Network network(int channels, Shape image) {
    Window window = new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
    Shape layer = new Shape(channels, image.height(), image.width());
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node.Input("images", image));
    int weights = 0;
    for (int i = 0; i < 5; i++) {
      Node.Convolution convolution =
          new Node.Convolution(
              "convolution " + i,
              i,
              i == 0 ? image : layer,
              layer,
              window,
              weights,
              Node.Convolution.NO_BIAS);
      nodes.add(convolution);
      weights += convolution.weightCount();
    }
    Shape pooled = new Shape(channels, 1, 1);
    nodes.add(new Node.GlobalPooling("pooling", nodes.size() - 1, layer, pooled));
    nodes.add(
        new Node.Softmax(
            "softmax",
            nodes.size() - 1,
            new Shape(1, 1, 1),
            channels,
            weights,
            Node.Convolution.NO_BIAS));
    return new Network(nodes, weights + channels);
  }
}
