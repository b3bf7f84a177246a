package org.convexityprobe.execution.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.Window;
import org.convexityprobe.landscape.Lanczos;
import org.convexityprobe.landscape.Tridiagonal;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hessians against those of {@code torch.autograd.functional.hessian}, PyTorch 1.13, of the network
 * in {@code make_hessian.py}. Both are in double precision, with sums of at most some hundred terms
 * in another order: they agree to some 1e-13 of the largest eigenvalue.
 */
class TorchHessianTest {
  private static final int LENGTH = 318;
  private static final int IMAGES = 6;
  private static final double TOLERANCE = 1e-11;

  /** The numbers of make_hessian.py. */
  private static final class Numbers {
    private long state;

    Numbers(long state) {
      this.state = state;
    }

    double next() {
      state = (1103515245L * state + 12345) % (1L << 31);
      return state / 0x1p31;
    }
  }

  @BeforeEach
  void needsLibtorch() {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"frozen", "batch"})
  void productsAreThoseOfPyTorch(String statistics) throws IOException {
    double[] expected = doubles(golden().get(statistics).get("product"));
    try (TorchEvaluator evaluator = evaluator(statistics)) {
      double[] found = evaluator.hessianTimes(parameters(), vector(), labels());
      for (int i = 0; i < LENGTH; i++) {
        assertThat(found[i]).as("element %d", i).isCloseTo(expected[i], within(TOLERANCE));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"frozen", "batch"})
  void lossesAreThoseOfPyTorch(String statistics) throws IOException {
    try (TorchEvaluator evaluator = evaluator(statistics)) {
      double[] logits = evaluator.logits(parameters());
      double sum = 0;
      for (int image = 0; image < IMAGES; image++) {
        double total = 0;
        for (int c = 0; c < 4; c++) {
          total += Math.exp(logits[4 * image + c]);
        }
        sum += Math.log(total) - logits[4 * image + labels()[image]];
      }
      assertThat(sum / IMAGES)
          .isCloseTo(golden().get(statistics).get("loss").asDouble(), within(TOLERANCE));
    }
  }

  /** Column by column, the whole matrix; and from its ends, without the matrix. */
  @ParameterizedTest
  @ValueSource(strings = {"frozen", "batch"})
  void eigenvaluesAndTracesAreThoseOfPyTorch(String statistics) throws IOException {
    JsonNode golden = golden().get(statistics);
    double[] eigenvalues = doubles(golden.get("eigenvalues"));
    List<Integer> places = learnt();
    try (TorchEvaluator evaluator = evaluator(statistics)) {
      double trace = 0;
      double squares = 0;
      double[][] matrix = new double[places.size()][];
      for (int i = 0; i < places.size(); i++) {
        double[] unit = new double[LENGTH];
        unit[places.get(i)] = 1;
        matrix[i] = evaluator.hessianTimes(parameters(), unit, labels());
        trace += matrix[i][places.get(i)];
        squares += Arrays.stream(matrix[i]).map(x -> x * x).sum();
      }
      assertThat(trace).isCloseTo(golden.get("trace").asDouble(), within(TOLERANCE));
      assertThat(Math.sqrt(squares))
          .isCloseTo(golden.get("frobenius").asDouble(), within(TOLERANCE));
      for (int i = 0; i < places.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(matrix[i][places.get(j)])
              .isCloseTo(matrix[j][places.get(i)], within(TOLERANCE));
        }
      }
      double[] start = new double[LENGTH];
      Numbers numbers = new Numbers(7);
      places.forEach(place -> start[place] = numbers.next() - 0.5);
      List<Tridiagonal.Ritz> ritz =
          new Lanczos(v -> evaluator.hessianTimes(parameters(), v, labels()), 150)
              .from(start, known -> known.hasEnds(3, 1e-10))
              .ritzValues();
      for (int i = 0; i < 3; i++) {
        assertThat(ritz.get(i).value())
            .isCloseTo(eigenvalues[eigenvalues.length - 1 - i], within(1e-9));
        assertThat(ritz.get(ritz.size() - 1 - i).value()).isCloseTo(eigenvalues[i], within(1e-9));
      }
      assertThat(power(evaluator, start))
          .isCloseTo(eigenvalues[eigenvalues.length - 1], within(1e-6));
    }
  }

  /** The largest eigenvalue by power iteration on H + I, where it is the largest absolute one. */
  private static double power(TorchEvaluator evaluator, double[] start) {
    double[] vector = start.clone();
    double length = 0;
    for (int step = 0; step < 100; step++) {
      double[] product = evaluator.hessianTimes(parameters(), vector, labels());
      double squares = 0;
      for (int i = 0; i < LENGTH; i++) {
        product[i] += vector[i];
        squares += product[i] * product[i];
      }
      length = Math.sqrt(squares);
      for (int i = 0; i < LENGTH; i++) {
        vector[i] = product[i] / length;
      }
    }
    return length - 1;
  }

  private static TorchEvaluator evaluator(String statistics) {
    return new TorchEvaluator(
        network(),
        new TorchSettings("cpu", Precision.FLOAT64),
        pixels(),
        new TorchEvaluator.Batches(IMAGES, statistics.equals("batch")),
        1);
  }

  private static Network network() {
    Shape image = new Shape(2, 5, 5);
    Shape three = new Shape(3, 5, 5);
    Shape five = new Shape(5, 3, 3);
    return new Network(
        List.of(
            new Node.Input("image", image),
            new Node.Convolution("conv1", 0, image, three, window(1), 0, Node.Convolution.NO_BIAS),
            new Node.BatchNorm("norm1", 1, three, 1e-5, 0.9, 54),
            new Node.Rectifier("relu1", 2, three),
            new Node.Convolution("conv2", 3, three, three, window(1), 66, Node.Convolution.NO_BIAS),
            new Node.BatchNorm("norm2", 4, three, 1e-5, 0.9, 147),
            new Node.Addition("add1", 5, 3, three),
            new Node.Rectifier("relu2", 6, three),
            new Node.Convolution("conv3", 7, three, five, window(2), 159, Node.Convolution.NO_BIAS),
            new Node.Shortcut("shortcut", 7, three, five, 2),
            new Node.Addition("add2", 8, 9, five),
            new Node.Rectifier("relu3", 10, five),
            new Node.GlobalPooling("pool", 11, five, new Shape(5, 1, 1)),
            new Node.Softmax("linear", 12, new Shape(4, 1, 1), 5, 294, 314)),
        LENGTH);
  }

  private static Window window(int stride) {
    return new Window(3, 3, stride, stride, 1, 1, 1, 1, 1, 1);
  }

  private static double[] parameters() {
    Numbers numbers = new Numbers(12345);
    double[] values = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = 0.8 * (numbers.next() - 0.5);
    }
    for (int start : new int[] {54, 147}) {
      for (int i = 0; i < 3; i++) {
        values[start + i] = 0.5 + numbers.next();
      }
      for (int i = 9; i < 12; i++) {
        values[start + i] = 0.5 + 2 * numbers.next();
      }
    }
    return values;
  }

  private static float[] pixels() {
    Numbers numbers = new Numbers(54321);
    float[] values = new float[IMAGES * 2 * 5 * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (3.4 * (numbers.next() - 0.5));
    }
    return values;
  }

  private static double[] vector() {
    Numbers numbers = new Numbers(999);
    double[] values = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = numbers.next() - 0.5;
    }
    return values;
  }

  private static int[] labels() {
    return IntStream.range(0, IMAGES).map(i -> (3 * i + 1) % 4).toArray();
  }

  private static List<Integer> learnt() {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < LENGTH; i++) {
      boolean statistic = (i >= 60 && i < 66) || (i >= 153 && i < 159);
      if (!statistic) {
        places.add(i);
      }
    }
    return places;
  }

  private static double[] doubles(JsonNode numbers) {
    double[] values = new double[numbers.size()];
    Arrays.setAll(values, i -> numbers.get(i).asDouble());
    return values;
  }

  private static JsonNode golden() throws IOException {
    try (InputStream file = TorchHessianTest.class.getResourceAsStream("hessian.json")) {
      return new ObjectMapper().readTree(file);
    }
  }
}
