package org.convexityprobe.execution.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.FeatureKernels;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.KernelSets;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolutions by minimal filtering against direct sums in double precision.
 *
 * <p>The network is a 1 × 1 convolution of the images, a convolution by minimal filtering [plus a
 * residual], ReLU, and the mean over pixels. All numbers are small integers, so that the first
 * convolution is exact.
 *
 * <p>Bound on the error of an output: each stage of F(4 × 4, 3 × 3) is a sum of products, and a sum
 * of n products in any order has an error of at most n u / (1 − n u) times the sum of absolute
 * products, with u = 2⁻²⁴ (Higham, <i>Accuracy and Stability of Numerical Algorithms</i>, 2nd ed.,
 * Section 3.1). Along a path from a pixel to an output there are 6 + 6 additions and products in
 * the input's transform, 9 + 1 in the filters', c in the sum over c channels, 36 in the output's
 * transform, and 3 more for bias, residual and the stored 9 constants of the filters' transform: c
 * + 61 roundings. The sum of absolute products is that of |A|ᵀ [(|G| |g| |G|ᵀ) · (|B|ᵀ |d| |B|)]
 * |A|, which the test computes.
 */
class WinogradTest {
  static final double UNIT = 0x1p-24;

  static final double[][] INPUT = {
    {4, 0, 5, 0, 1, 0},
    {0, 4, 4, 1, 1, 0},
    {0, 4, 4, 1, 1, 0},
    {0, 2, 1, 2, 1, 0},
    {0, 2, 1, 2, 1, 0},
    {0, 4, 0, 5, 0, 1}
  };
  static final double[][] FILTER = {
    {1 / 4.0, 0, 0},
    {1 / 6.0, 1 / 6.0, 1 / 6.0},
    {1 / 6.0, 1 / 6.0, 1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {0, 0, 1}
  };
  static final double[][] OUTPUT = {
    {1, 1, 1, 1, 1, 0}, {0, 1, 1, 2, 2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, 1, 8, 8, 1}
  };

  private final KernelSet kernels = KernelSets.load().kernels().orElseThrow();
  private final Random random = new Random(20);

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(16, 16, 4, 4, 1, false),
        Arguments.of(16, 32, 8, 4, 3, false),
        Arguments.of(32, 16, 4, 12, 2, false),
        Arguments.of(64, 64, 8, 8, 9, true),
        Arguments.of(128, 128, 16, 16, 3, true),
        Arguments.of(5, 7, 8, 8, 3, false)); // channels last
  }

  @ParameterizedTest(name = "{0} to {1} channels, {2} × {3}, {4} images, residual {5}")
  @MethodSource("cases")
  void staysWithinItsBoundOfSumsInDoublePrecision(
      int inputs, int outputs, int height, int width, int images, boolean residual) {
    Shape image = new Shape(1, height, width);
    Network network = network(image, inputs, outputs, residual);
    InferencePlan plan = InferencePlan.of(network);
    float[] pixels = integers(images * image.elements(), 3);
    float[] parameters = integers(network.parameters(), 2);
    float[] folded = new float[plan.foldedLength()];
    plan.fold(parameters, folded);
    float[] found = features(plan, pixels, image, folded, Convolutions.WINOGRAD);
    float[] direct = features(plan, pixels, image, folded, Convolutions.DIRECT);
    Reference reference = new Reference(network, pixels, parameters, residual);
    for (int i = 0; i < images; i++) {
      for (int channel = 0; channel < outputs; channel++) {
        double[] expected = reference.feature(i, channel);
        double feature = found[i * outputs + channel];
        assertThat(Math.abs(feature - expected[0])).isLessThanOrEqualTo(expected[1]);
        // Sums of these integers are exact, and the mean rounds when it is divided and stored.
        assertThat((double) direct[i * outputs + channel])
            .isCloseTo(expected[0], within(2 * UNIT * expected[0]));
      }
    }
    // It would be pointless if it did not take place.
    assertThat(found).isNotEqualTo(direct);
  }

  private float[] features(
      InferencePlan plan, float[] pixels, Shape image, float[] folded, Convolutions convolutions) {
    try (PlacedImages placed = kernels.place(pixels, image);
        FeatureKernels features = kernels.features(plan, Arithmetic.FP32, convolutions, 2)) {
      features.setFilters(folded);
      float[] found = new float[placed.count() * plan.features()];
      features.features(placed, found);
      float[] again = new float[found.length];
      features.features(placed, again);
      assertThat(again).isEqualTo(found);
      return found;
    }
  }

  private static Network network(Shape image, int inputs, int outputs, boolean residual) {
    Shape in = new Shape(inputs, image.height(), image.width());
    Shape out = new Shape(outputs, image.height(), image.width());
    Window window = new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
    int next = 2 * inputs + 2 * outputs;
    int end = next + 9 * inputs * outputs + outputs;
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node.Input("images", image));
    nodes.add(new Node.Convolution("first", 0, image, in, Window.pixel(1), 0, inputs));
    nodes.add(
        new Node.Convolution(
            "rest", 0, image, out, Window.pixel(1), 2 * inputs, 2 * inputs + outputs));
    nodes.add(new Node.Convolution("second", 1, in, out, window, next, end - outputs));
    if (residual) {
      nodes.add(new Node.Addition("sum", 3, 2, out));
    }
    nodes.add(new Node.Rectifier("relu", nodes.size() - 1, out));
    nodes.add(new Node.GlobalPooling("pool", nodes.size() - 1, out, new Shape(outputs, 1, 1)));
    nodes.add(
        new Node.Softmax(
            "softmax",
            nodes.size() - 1,
            new Shape(2, 1, 1),
            outputs,
            end,
            Node.Convolution.NO_BIAS));
    return new Network(nodes, end + 2 * outputs);
  }

  private float[] integers(int count, int bound) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(2 * bound + 1) - bound;
    }
    return values;
  }

  /** Features in double precision, with bounds on the error of minimal filtering. */
  static final class Reference {
    private final Node.Convolution second;
    private final float[] pixels;
    private final float[] parameters;
    private final boolean residual;
    private final double[][][] filters;

    Reference(Network network, float[] pixels, float[] parameters, boolean residual) {
      this.second = (Node.Convolution) network.nodes().get(3);
      this.pixels = pixels;
      this.parameters = parameters;
      this.residual = residual;
      int inputs = second.input().channels();
      filters = new double[second.output().channels()][inputs][];
      for (int k = 0; k < filters.length; k++) {
        for (int c = 0; c < inputs; c++) {
          double[][] taps = new double[3][3];
          for (int tap = 0; tap < 9; tap++) {
            taps[tap / 3][tap % 3] = Math.abs(weight(k, c, tap));
          }
          filters[k][c] = flat(twice(FILTER, taps));
        }
      }
    }

    private double weight(int output, int input, int tap) {
      return parameters[second.weights() + (output * second.input().channels() + input) * 9 + tap];
    }

    private double activation(int image, int channel, int y, int x) {
      boolean inside =
          y >= 0 && x >= 0 && y < second.input().height() && x < second.input().width();
      return inside ? linear(0, second.input().channels(), channel, pixel(image, y, x)) : 0;
    }

    private double rest(int image, int channel, int y, int x) {
      int place = 2 * second.input().channels();
      return linear(place, second.output().channels(), channel, pixel(image, y, x));
    }

    private double pixel(int image, int y, int x) {
      Shape shape = second.input();
      return pixels[(image * shape.height() + y) * shape.width() + x];
    }

    private double linear(int place, int channels, int channel, double pixel) {
      return parameters[place + channel] * pixel + parameters[place + channels + channel];
    }

    /** Returns a feature, and the bound on its error. */
    double[] feature(int image, int channel) {
      int height = second.output().height();
      int width = second.output().width();
      int inputs = second.input().channels();
      double bias = parameters[second.bias() + channel];
      double sum = 0;
      double bound = 0;
      for (int y = 0; y < height; y += 4) {
        for (int x = 0; x < width; x += 4) {
          double[][] size = sizes(image, channel, y, x);
          for (int i = 0; i < 16; i++) {
            double rest = residual ? rest(image, channel, y + i / 4, x + i % 4) : 0;
            double value = direct(image, channel, y + i / 4, x + i % 4) + bias + rest;
            sum += Math.max(0, value);
            double roundings = (inputs + 61) * UNIT;
            bound +=
                roundings
                    / (1 - roundings)
                    * (size[i / 4][i % 4] + Math.abs(bias) + Math.abs(rest));
          }
        }
      }
      int count = height * width;
      // The mean over pixels rounds too: at most once for each.
      return new double[] {sum / count, (bound + count * UNIT * (sum + bound)) / count};
    }

    private double direct(int image, int channel, int y, int x) {
      double sum = 0;
      for (int c = 0; c < second.input().channels(); c++) {
        for (int tap = 0; tap < 9; tap++) {
          sum += weight(channel, c, tap) * activation(image, c, y + tap / 3 - 1, x + tap % 3 - 1);
        }
      }
      return sum;
    }

    /** Returns the sums of absolute products of a tile's outputs. */
    private double[][] sizes(int image, int channel, int y, int x) {
      double[][] products = new double[6][6];
      for (int c = 0; c < second.input().channels(); c++) {
        double[][] patch = new double[6][6];
        for (int i = 0; i < 36; i++) {
          patch[i / 6][i % 6] = Math.abs(activation(image, c, y + i / 6 - 1, x + i % 6 - 1));
        }
        double[] transformed = flat(twice(INPUT, patch));
        for (int i = 0; i < 36; i++) {
          products[i / 6][i % 6] += transformed[i] * filters[channel][c][i];
        }
      }
      return twice(OUTPUT, products);
    }

    /** Returns M · X · Mᵀ. */
    static double[][] twice(double[][] matrix, double[][] x) {
      double[][] result = new double[matrix.length][matrix.length];
      for (int i = 0; i < matrix.length; i++) {
        for (int j = 0; j < matrix.length; j++) {
          for (int p = 0; p < x.length; p++) {
            for (int q = 0; q < x.length; q++) {
              result[i][j] += matrix[i][p] * x[p][q] * matrix[j][q];
            }
          }
        }
      }
      return result;
    }

    static double[] flat(double[][] matrix) {
      return Stream.of(matrix).flatMapToDouble(java.util.Arrays::stream).toArray();
    }
  }
}
