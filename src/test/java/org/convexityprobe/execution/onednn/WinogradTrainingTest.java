package org.convexityprobe.execution.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.convexityprobe.execution.onednn.WinogradTest.FILTER;
import static org.convexityprobe.execution.onednn.WinogradTest.INPUT;
import static org.convexityprobe.execution.onednn.WinogradTest.OUTPUT;
import static org.convexityprobe.execution.onednn.WinogradTest.Reference.twice;
import static org.convexityprobe.execution.onednn.WinogradTest.UNIT;

import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.KernelSets;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.TrainingKernels;
import org.convexityprobe.execution.plan.TrainingPlan;
import org.convexityprobe.execution.plan.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gradients by minimal filtering against direct sums in double precision.
 *
 * <p>The network is a 1 × 1 convolution of the images, a 3 × 3 convolution by minimal filtering,
 * ReLU, and the mean over pixels. The numbers before the 3 × 3 convolution are small integers, and
 * sides are powers of two, so that its input and its output's gradient are exact.
 *
 * <p>Bounds, as {@link WinogradTest} derives them: n roundings along a path have an error of at
 * most n u / (1 − n u) times the sum of absolute products. The gradient of the input is a
 * convolution. On the way to the gradient of a filter there are 6 + 6 in the transform of the
 * input, 16 in that of the gradient, one for each tile, 36 for each thread's sum in the last
 * transform, and 1 for its stored constants.
 */
class WinogradTrainingTest {
  private final KernelSet kernels = KernelSets.load().kernels().orElseThrow();
  private final Random random = new Random(31);

  private int images;
  private int inputs;
  private int outputs;
  private int side;
  private Network network;
  private float[] pixels;
  private float[] parameters;
  private float[] featureGradients;
  private double[] outputGradients;

  @ParameterizedTest(name = "{0} to {1} channels, sides of {2}, {3} images, {4} threads")
  @CsvSource({
    "16, 24, 8, 1, 2", // fewer images than threads
    "24, 16, 8, 37, 2", // slices of 18 and of 19 images
    "64, 64, 4, 5, 1",
    "16, 16, 16, 35, 3",
    "64, 64, 16, 21, 2", // slices of 11 images in one row of tiles at a time, and of 10 in two
    "5, 7, 8, 9, 2" // channels last
  })
  void gradientsStayWithinTheirBounds(
      int inputChannels, int outputChannels, int rows, int batch, int threads) {
    images = batch;
    inputs = inputChannels;
    outputs = outputChannels;
    side = rows;
    network = network();
    pixels = integers(images * side * side);
    parameters = parameters();
    featureGradients = new float[images * outputs];
    for (int i = 0; i < featureGradients.length; i++) {
      featureGradients[i] = random.nextFloat() - 0.5f;
    }
    outputGradients = new double[images * outputs * side * side];
    for (int i = 0; i < outputGradients.length; i++) {
      int map = i / (side * side);
      outputGradients[i] = outputGradient(map / outputs, map % outputs, i / side % side, i % side);
    }
    float[] found = gradients(Convolutions.WINOGRAD, threads);
    assertThat(gradients(Convolutions.WINOGRAD, threads)).isEqualTo(found);
    // It would be pointless if it did not take place.
    assertThat(gradients(Convolutions.DIRECT, threads)).isNotEqualTo(found);
    checkFilters(found, threads);
    checkInput(found);
  }

  private Network network() {
    Shape image = new Shape(1, side, side);
    Shape in = new Shape(inputs, side, side);
    Shape out = new Shape(outputs, side, side);
    Window window = new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
    int none = Node.Convolution.NO_BIAS;
    int end = 2 * inputs + 9 * inputs * outputs;
    return new Network(
        List.of(
            new Node.Input("images", image),
            new Node.Convolution("first", 0, image, in, Window.pixel(1), 0, inputs),
            new Node.Convolution("second", 1, in, out, window, 2 * inputs, none),
            new Node.Rectifier("relu", 2, out),
            new Node.GlobalPooling("pool", 3, out, new Shape(outputs, 1, 1)),
            new Node.Softmax("softmax", 4, new Shape(2, 1, 1), outputs, end, none)),
        end + 2 * outputs);
  }

  private float[] parameters() {
    float[] values = integers(network.parameters());
    for (int i = 2 * inputs; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private float[] integers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(5) - 2;
    }
    return values;
  }

  private float[] gradients(Convolutions convolutions, int threads) {
    TrainingPlan plan = TrainingPlan.of(network);
    float[] found = new float[network.parameters()];
    try (FloatPointer values = new FloatPointer(parameters);
        FloatPointer gradients = new FloatPointer(new float[found.length]);
        PlacedImages placed = kernels.place(pixels, network.input());
        TrainingKernels training =
            kernels.training(plan, convolutions, images, threads, values, gradients)) {
      training.forward(placed, 0, new float[featureGradients.length]);
      training.backward(featureGradients);
      gradients.get(found);
      // The next batch starts anew.
      float[] again = new float[found.length];
      training.forward(placed, 0, new float[featureGradients.length]);
      training.backward(featureGradients);
      gradients.get(again);
      assertThat(again).isEqualTo(found);
    }
    return found;
  }

  private void checkFilters(float[] found, int threads) {
    int tiles = images * (side / 4) * (side / 4);
    double roundings = (12 + 16 + tiles + 36 * Math.min(threads, images) + 1) * UNIT;
    double[][] filter = transposed(FILTER);
    double[][] output = transposed(OUTPUT);
    for (int k = 0; k < outputs; k += 3) {
      for (int c = 0; c < inputs; c += 3) {
        double[][] sizes = new double[6][6];
        double[] sums = new double[9];
        for (int image = 0; image < images; image++) {
          for (int y = 0; y < side; y += 4) {
            for (int x = 0; x < side; x += 4) {
              double[][] patch =
                  twice(INPUT, absolute(6, image, c, y - 1, x - 1, this::activation));
              double[][] tile = twice(output, absolute(4, image, k, y, x, this::gradient));
              for (int i = 0; i < 36; i++) {
                sizes[i / 6][i % 6] += patch[i / 6][i % 6] * tile[i / 6][i % 6];
              }
            }
          }
          for (int i = 0; i < side * side * 9; i++) {
            int y = i / 9 / side;
            int x = i / 9 % side;
            int tap = i % 9;
            sums[tap] +=
                gradient(image, k, y, x) * activation(image, c, y + tap / 3 - 1, x + tap % 3 - 1);
          }
        }
        double[][] size = twice(filter, sizes);
        for (int tap = 0; tap < 9; tap++) {
          assertThat(Math.abs(found[weight(k, c, tap)] - sums[tap]))
              .isLessThanOrEqualTo(roundings / (1 - roundings) * size[tap / 3][tap % 3]);
        }
      }
    }
  }

  /** Checks the gradient of the first convolution, a sum over the input's gradient. */
  private void checkInput(float[] found) {
    double roundings = (outputs + 61) * UNIT;
    for (int c = 0; c < inputs; c += 3) {
      double sum = 0;
      double bound = 0;
      double absolute = 0;
      for (int image = 0; image < images; image++) {
        for (int y = 0; y < side; y += 4) {
          for (int x = 0; x < side; x += 4) {
            double[][] sizes = inputSizes(image, c, y, x);
            for (int i = 0; i < 16; i++) {
              double pixel = pixel(image, y + i / 4, x + i % 4);
              double term = pixel * inputGradient(image, c, y + i / 4, x + i % 4);
              sum += term;
              absolute += Math.abs(term);
              bound += Math.abs(pixel) * roundings / (1 - roundings) * sizes[i / 4][i % 4];
            }
          }
        }
      }
      // The sum over pixels rounds too: at most once for each.
      double sums = images * side * side * UNIT;
      assertThat(Math.abs(found[c] - sum))
          .isLessThanOrEqualTo(bound + sums / (1 - sums) * (absolute + bound));
    }
  }

  private double[][] inputSizes(int image, int c, int y, int x) {
    double[][] products = new double[6][6];
    for (int k = 0; k < outputs; k++) {
      double[][] taps = new double[3][3];
      for (int tap = 0; tap < 9; tap++) {
        taps[tap / 3][tap % 3] = Math.abs(parameters[weight(k, c, 8 - tap)]);
      }
      double[][] filter = twice(FILTER, taps);
      double[][] patch = twice(INPUT, absolute(6, image, k, y - 1, x - 1, this::gradient));
      for (int i = 0; i < 36; i++) {
        products[i / 6][i % 6] += filter[i / 6][i % 6] * patch[i / 6][i % 6];
      }
    }
    return twice(OUTPUT, products);
  }

  private double inputGradient(int image, int c, int y, int x) {
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      for (int tap = 0; tap < 9; tap++) {
        sum += parameters[weight(k, c, tap)] * gradient(image, k, y - tap / 3 + 1, x - tap % 3 + 1);
      }
    }
    return sum;
  }

  private int weight(int output, int input, int tap) {
    return 2 * inputs + (output * inputs + input) * 9 + tap;
  }

  private double pixel(int image, int y, int x) {
    return pixels[(image * side + y) * side + x];
  }

  private boolean inside(int y, int x) {
    return y >= 0 && x >= 0 && y < side && x < side;
  }

  private double activation(int image, int channel, int y, int x) {
    return inside(y, x)
        ? parameters[channel] * pixel(image, y, x) + parameters[inputs + channel]
        : 0;
  }

  private double gradient(int image, int channel, int y, int x) {
    return inside(y, x) ? outputGradients[((image * outputs + channel) * side + y) * side + x] : 0;
  }

  /** Returns the gradient of an output of the second convolution. */
  private double outputGradient(int image, int channel, int y, int x) {
    double output = 0;
    for (int c = 0; c < inputs; c++) {
      for (int tap = 0; tap < 9; tap++) {
        output +=
            parameters[weight(channel, c, tap)]
                * activation(image, c, y + tap / 3 - 1, x + tap % 3 - 1);
      }
    }
    // Nearer to zero, it could have another sign in single precision.
    assertThat(Math.abs(output)).isGreaterThan(1e-6);
    return output > 0 ? featureGradients[image * outputs + channel] / (side * side) : 0;
  }

  private static double[][] absolute(
      int size, int image, int channel, int y, int x, Values values) {
    double[][] patch = new double[size][size];
    for (int i = 0; i < size * size; i++) {
      patch[i / size][i % size] = Math.abs(values.at(image, channel, y + i / size, x + i % size));
    }
    return patch;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  /** Numbers of a tensor. */
  private interface Values {
    double at(int image, int channel, int y, int x);
  }
}
