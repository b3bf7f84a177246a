package org.convexityprobe.execution.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.convexityprobe.execution.ExampleGraph;
import org.convexityprobe.execution.ExampleGraph.Block;
import org.convexityprobe.execution.dl4j.CompiledGraph;
import org.convexityprobe.execution.dl4j.GraphReader;
import org.convexityprobe.execution.dl4j.UnsupportedGraphException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What every kernel set must do: the same as stock DL4J in double precision, on every kind of graph
 * and on batches of odd sizes.
 *
 * <p>Tolerances: a single-precision sum over some thousand terms has a relative error of about
 * 1e-6, and a network of ten layers a few times that. Gradients of a batch-norm's γ and β are small
 * differences of large sums, hence 1e-4 relative to a tensor's norm, and 1e-5 of the largest
 * gradient for those that vanish.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KernelSetContract {
  private static final Shape GREY = new Shape(1, 28, 28);
  private static final Shape ODD = new Shape(5, 7, 13);

  /**
   * A graph in any precision.
   *
   * @param input shape of its images
   */
  record Example(Shape input, Function<DataType, ComputationGraphConfiguration> graph) {
    ComputationGraphConfiguration in(DataType type) {
      return graph.apply(type);
    }
  }

  protected abstract KernelSet kernels();

  static Stream<Arguments> examples() {
    return Stream.of(
        example("8 layers, identity", Block.IDENTITY, 1, 4, 3),
        example("8 layers, projection, two channels", Block.PROJECTION, 1, 2, 1),
        example("8 layers, no shortcuts, one vector wide", Block.NONE, 1, 16, 5),
        example("14 layers, identity, wide", Block.IDENTITY, 2, 16, 2),
        example("14 layers, projection", Block.PROJECTION, 2, 8, 7),
        // 28 → 14 → 7 rows of one channel, which a stride of 2 halves with and without a rest.
        example("28 × 28 grey, identity", Block.IDENTITY, 1, 16, 3, GREY),
        example("28 × 28 grey, projection", Block.PROJECTION, 1, 16, 2, GREY),
        example("28 × 28 grey, no shortcuts", Block.NONE, 1, 8, 1, GREY),
        // 7 → 4 → 2 rows, 13 → 7 → 4 columns; more channels than are read as they lie.
        example("odd sides, five channels, identity", Block.IDENTITY, 1, 16, 3, ODD),
        example("odd sides, five channels, projection", Block.PROJECTION, 1, 4, 3, ODD),
        Arguments.of("two batch-norms", plain(ExampleGraph::twiceNormalized), 3),
        Arguments.of("irregular", plain(ExampleGraph::irregular), 3),
        Arguments.of("irregular, one image", plain(ExampleGraph::irregular), 1));
  }

  private static Arguments example(String name, Block block, int blocks, int channels, int images) {
    return example(name, block, blocks, channels, images, ExampleGraph.INPUT);
  }

  private static Arguments example(
      String name, Block block, int blocks, int channels, int images, Shape input) {
    Example example =
        new Example(input, type -> ExampleGraph.residual(block, blocks, channels, input, type));
    return Arguments.of(name + ", batch " + images, example, images);
  }

  private static Example plain(Function<DataType, ComputationGraphConfiguration> graph) {
    return new Example(ExampleGraph.INPUT, graph);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void trainsAsStockExecution(String name, Example example, int images) {
    trainsAsStockExecution(example, images, Convolutions.DIRECT, 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void trainsByMinimalFilteringAsStockExecution(String name, Example example, int images) {
    // Ten times the tolerance of direct sums, as for losses below.
    trainsAsStockExecution(example, images, Convolutions.WINOGRAD, 10);
  }

  private void trainsAsStockExecution(
      Example example, int images, Convolutions convolutions, double share) {
    ComputationGraph stock = new ComputationGraph(example.in(DataType.DOUBLE));
    stock.init();
    CompiledGraph compiled =
        new CompiledGraph(example.in(DataType.FLOAT), kernels(), convolutions, 2);
    compiled.init();
    disturb(example, compiled, stock);
    INDArray pixels = ExampleGraph.images(images, 3, example.input());
    INDArray labels = ExampleGraph.labels(images);
    gradientsAgree(compiled, stock, pixels, labels, share);
    compiled.fit(new DataSet(pixels, labels));
    stock.fit(new DataSet(pixels.castTo(DataType.DOUBLE), labels.castTo(DataType.DOUBLE)));
    // One step later, running statistics included.
    assertThat(largestDifference(stock.params(), compiled.params())).isLessThan(share * 2e-5);
    INDArray expected = stock.outputSingle(pixels.castTo(DataType.DOUBLE));
    assertThat(largestDifference(expected, compiled.outputSingle(pixels))).isLessThan(share * 2e-5);
    compiled.release();
  }

  private static void gradientsAgree(
      CompiledGraph compiled,
      ComputationGraph stock,
      INDArray pixels,
      INDArray labels,
      double share) {
    compute(compiled, pixels, labels);
    compute(stock, pixels.castTo(DataType.DOUBLE), labels.castTo(DataType.DOUBLE));
    assertThat(compiled.score()).isCloseTo(stock.score(), within(share * 1e-5 * stock.score()));
    double floor = share * 1e-5 * norm(stock.gradient().gradient());
    for (Map.Entry<String, INDArray> entry : stock.gradient().gradientForVariable().entrySet()) {
      INDArray expected = entry.getValue();
      INDArray found = compiled.gradient().getGradientFor(entry.getKey()).castTo(DataType.DOUBLE);
      assertThat(norm(expected.sub(found.reshape(expected.shape()))))
          .as("gradient of %s", entry.getKey())
          .isLessThanOrEqualTo(share * 1e-4 * norm(expected) + floor);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void lossesAndSlopesAreThoseOfStockExecution(String name, Example example, int images)
      throws UnsupportedGraphException {
    Network network = network(example);
    float[] point = start(example, network);
    float[] direction = point.clone();
    ExampleGraph.disturb(network, direction, 5);
    int[] labels = new int[images];
    ComputationGraph stock = new ComputationGraph(example.in(DataType.DOUBLE));
    stock.init();
    float[] pixels = ExampleGraph.pixels(images, 3, example.input());
    try (PlacedImages prepared = kernels().place(pixels, network.input());
        NetworkEvaluator evaluator = new NetworkEvaluator(network, kernels(), prepared, 1)) {
      INDArray input = ExampleGraph.images(images, 3, example.input()).castTo(DataType.DOUBLE);
      double loss = mean(evaluator.losses(point, labels));
      double expected = stockLoss(stock, moved(network, point, direction, 0), input);
      assertThat(loss).isCloseTo(expected, within(2e-5 * expected));
      // In double precision a step this small crosses hardly a kink of ReLU, and rounds to 1e-9.
      double h = 1e-6;
      double difference =
          (stockLoss(stock, moved(network, point, direction, h), input)
                  - stockLoss(stock, moved(network, point, direction, -h), input))
              / (2 * h);
      // In single precision an activation near zero may fall on the other side of ReLU.
      assertThat(evaluator.slope(point, direction, labels))
          .isCloseTo(difference, within(1e-3 * (1 + Math.abs(difference))));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void secondDerivativesAreThoseOfTheNetworkWithoutTheKinks(
      String name, Example example, int images) throws UnsupportedGraphException {
    Network network = network(example);
    float[] point = start(example, network);
    float[] direction = point.clone();
    ExampleGraph.disturb(network, direction, 5);
    float[] pixels = ExampleGraph.pixels(images, 3, example.input());
    FrozenMasks reference =
        new FrozenMasks(network, pixels, images, moved(network, point, direction, 0));
    // The outputs are polynomials in λ then, of a degree of some 15 and with terms of similar size:
    // the error of order h⁴ is some 15⁶ h⁴ / 90 = 1e-7 of them, and rounding 1e-16 / h² = 1e-10.
    double h = 1e-3;
    double[][] at = new double[5][];
    for (int i = 0; i < at.length; i++) {
      at[i] = reference.logits(moved(network, point, direction, (i - 2) * h));
    }
    try (PlacedImages prepared = kernels().place(pixels, network.input());
        NetworkEvaluator one = new NetworkEvaluator(network, kernels(), prepared, 1);
        NetworkEvaluator three = new NetworkEvaluator(network, kernels(), prepared, 3)) {
      double[][] taylor = one.taylor(point, direction, 2);
      double[] first = new double[taylor[0].length];
      double[] second = new double[taylor[0].length];
      for (int i = 0; i < first.length; i++) {
        first[i] = (8 * (at[3][i] - at[1][i]) - (at[4][i] - at[0][i])) / (12 * h);
        second[i] =
            (16 * (at[1][i] + at[3][i]) - (at[0][i] + at[4][i]) - 30 * at[2][i]) / (24 * h * h);
      }
      // As for slopes: an activation near zero may fall on the other side of ReLU.
      assertClose(taylor[0], at[2], 2e-5);
      assertClose(taylor[1], first, 1e-3);
      assertClose(taylor[2], second, 1e-3);
      assertThat(three.taylor(point, direction, 2)).isDeepEqualTo(taylor);
      assertThat(one.taylor(point, direction, 1)[1]).isEqualTo(taylor[1]);
    }
  }

  /** Compares vectors; errors are relative to the largest element, or 1. */
  private static void assertClose(double[] found, double[] expected, double tolerance) {
    double scale = Math.max(1, DoubleStream.of(expected).map(Math::abs).max().orElseThrow());
    assertThat(found).containsExactly(expected, within(tolerance * scale));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void outputsAreLinearInTheDenseLayer(String name, Example example, int images)
      throws UnsupportedGraphException {
    Network network = network(example);
    float[] point = start(example, network);
    float[] direction = new float[point.length];
    Node.Softmax head = network.softmax();
    System.arraycopy(point, head.weights(), direction, head.weights(), head.length());
    float[] pixels = ExampleGraph.pixels(images, 3, example.input());
    try (PlacedImages prepared = kernels().place(pixels, network.input());
        NetworkEvaluator evaluator = new NetworkEvaluator(network, kernels(), prepared, 1)) {
      double[][] taylor = evaluator.taylor(point, direction, 2);
      assertThat(taylor[1]).isEqualTo(taylor[0]); // the direction is the layer itself
      assertThat(taylor[2]).containsOnly(0);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void bfloat16PartsGiveTheLossesOfStockExecutionWithinTheirBits(
      String name, Example example, int images) throws UnsupportedGraphException {
    assumePossible(Arithmetic.BF16X2);
    Network network = network(example);
    float[] point = start(example, network);
    double expected = stockLoss(example, network, point, images);
    try (PlacedImages prepared =
            kernels().place(ExampleGraph.pixels(images, 3, example.input()), network.input());
        NetworkEvaluator evaluator =
            new NetworkEvaluator(
                network, kernels(), Arithmetic.BF16X2, Convolutions.DIRECT, prepared, 1)) {
      double loss = mean(evaluator.losses(point, new int[images]));
      // 16 bits of every factor: 256 times the single-precision tolerance at most. Products of the
      // largest parts alone, 8 bits, are 1e-2 off.
      assertThat(loss).isCloseTo(expected, within(2e-4 * expected));
      double[] logits = evaluator.logits(point);
      assertThat(evaluator.logits(point)).isEqualTo(logits);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void minimalFilteringGivesTheLossesOfStockExecution(String name, Example example, int images)
      throws UnsupportedGraphException {
    Network network = network(example);
    float[] point = start(example, network);
    double expected = stockLoss(example, network, point, images);
    try (PlacedImages prepared =
            kernels().place(ExampleGraph.pixels(images, 3, example.input()), network.input());
        NetworkEvaluator one = filtering(network, prepared, 1);
        NetworkEvaluator three = filtering(network, prepared, 3)) {
      // Ten times the tolerance of direct sums: the largest sum of a row's absolute entries is 10
      // in the inputs' transform, whose terms mostly cancel each other.
      assertThat(mean(one.losses(point, new int[images])))
          .isCloseTo(expected, within(2e-4 * expected));
      double[] logits = one.logits(point);
      assertThat(one.logits(point)).isEqualTo(logits);
      assertThat(three.logits(point)).isEqualTo(logits);
    }
  }

  private NetworkEvaluator filtering(Network network, PlacedImages images, int threads) {
    return new NetworkEvaluator(
        network, kernels(), Arithmetic.FP32, Convolutions.WINOGRAD, images, threads);
  }

  private void assumePossible(Arithmetic arithmetic) {
    Optional<String> lacking = kernels().lacking(arithmetic);
    Assumptions.assumeTrue(lacking.isEmpty(), () -> lacking.orElse(""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void gradientsWithFrozenStatisticsGiveTheSlopes(String name, Example example, int images)
      throws UnsupportedGraphException {
    Network network = network(example);
    float[] point = start(example, network);
    float[] direction = point.clone();
    ExampleGraph.disturb(network, direction, 5);
    int[] labels = new int[images];
    try (PlacedImages prepared =
            kernels().place(ExampleGraph.pixels(images, 3, example.input()), network.input());
        NetworkEvaluator evaluator = new NetworkEvaluator(network, kernels(), prepared, 1);
        GradientEvaluator gradients =
            new GradientEvaluator(network, kernels(), prepared, 2, true, 2)) {
      double[] gradient = gradients.gradient(point, labels);
      double product = 0;
      for (int i = 0; i < gradient.length; i++) {
        product += gradient[i] * direction[i];
      }
      // The slopes are those of stock execution; both round in single precision, but elsewhere.
      double slope = evaluator.slope(point, direction, labels);
      assertThat(product).isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
    }
  }

  private static double stockLoss(Example example, Network network, float[] point, int images) {
    ComputationGraph stock = new ComputationGraph(example.in(DataType.DOUBLE));
    stock.init();
    return stockLoss(
        stock,
        moved(network, point, point, 0),
        ExampleGraph.images(images, 3, example.input()).castTo(DataType.DOUBLE));
  }

  /** Returns the mean cross-entropy towards class 0, batch-norm on its running statistics. */
  static double stockLoss(ComputationGraph stock, double[] parameters, INDArray pixels) {
    stock.params().assign(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'));
    INDArray probabilities = stock.outputSingle(pixels);
    double sum = 0;
    for (int image = 0; image < pixels.size(0); image++) {
      sum -= Math.log(probabilities.getDouble(image, 0));
    }
    return sum / pixels.size(0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void batchStatisticsGiveStockOutputsInTrainingMode(String name, Example example, int images)
      throws UnsupportedGraphException {
    Network network = network(example);
    ComputationGraph stock = new ComputationGraph(example.in(DataType.DOUBLE));
    stock.init();
    float[] parameters = stock.params().castTo(DataType.FLOAT).ravel().toFloatVector();
    INDArray pixels = ExampleGraph.images(images, 4, example.input());
    try (PlacedImages prepared =
            kernels().place(ExampleGraph.pixels(images, 4, example.input()), network.input());
        BatchNetworkEvaluator evaluator =
            new BatchNetworkEvaluator(network, kernels(), prepared, images, 2)) {
      INDArray expected = stock.output(true, pixels.castTo(DataType.DOUBLE))[0];
      assertThat(largestDifference(expected, softmax(evaluator.logits(parameters), images)))
          .isLessThan(1e-4); // a batch of one divides by small variances
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void evaluationsRepeatBitByBitForAnyNumberOfThreads(String name, Example example, int images)
      throws UnsupportedGraphException {
    Network network = network(example);
    float[] point = start(example, network);
    int count = 40 + images;
    try (PlacedImages prepared =
            kernels().place(ExampleGraph.pixels(count, 6, example.input()), network.input());
        NetworkEvaluator one = new NetworkEvaluator(network, kernels(), prepared, 1);
        NetworkEvaluator three = new NetworkEvaluator(network, kernels(), prepared, 3)) {
      double[] first = one.logits(point);
      assertThat(one.logits(point)).isEqualTo(first);
      assertThat(three.logits(point)).isEqualTo(first);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void numbersThatAreNotFiniteReachTheLosses(String name, Example example, int images)
      throws UnsupportedGraphException {
    Network network = network(example);
    Map<String, float[]> points = points(network, start(example, network));
    for (Computation computation : computations()) {
      try (PlacedImages prepared =
              kernels().place(ExampleGraph.pixels(images, 3, example.input()), network.input());
          NetworkEvaluator evaluator =
              new NetworkEvaluator(
                  network,
                  kernels(),
                  computation.arithmetic,
                  computation.convolutions,
                  prepared,
                  1)) {
        points.forEach(
            (what, point) ->
                assertThat(evaluator.losses(point, new int[images]))
                    .as("%s, %s", what, computation)
                    .containsOnly(Double.NaN));
      }
    }
  }

  /** How losses are computed. */
  private record Computation(Arithmetic arithmetic, Convolutions convolutions) {}

  /** Returns those that this machine can. */
  private List<Computation> computations() {
    return Stream.of(
            new Computation(Arithmetic.FP32, Convolutions.DIRECT),
            new Computation(Arithmetic.FP32, Convolutions.WINOGRAD),
            new Computation(Arithmetic.BF16X2, Convolutions.DIRECT))
        .filter(computation -> kernels().lacking(computation.arithmetic).isEmpty())
        .toList();
  }

  /** Returns points with NaN or a negative variance in one place, and one that overflows. */
  static Map<String, float[]> points(Network network, float[] start) {
    Map<String, float[]> points = new LinkedHashMap<>();
    float[] large = start.clone();
    for (int i = 0; i < large.length; i++) {
      large[i] *= 1e30f;
    }
    points.put("all parameters 1e30 times as large", large);
    for (Node node : network.nodes()) {
      for (int place : places(node)) {
        points.put(node.name() + ", parameter " + place, with(start, place, Float.NaN));
      }
      if (node instanceof Node.BatchNorm norm) {
        points.put(norm.name() + ", negative variance", with(start, norm.variance(), -1));
      }
    }
    return points;
  }

  private static float[] with(float[] start, int place, float value) {
    float[] point = start.clone();
    point[place] = value;
    return point;
  }

  /** Returns where a node's first weight, γ, β, mean and variance are. */
  private static List<Integer> places(Node node) {
    if (node instanceof Node.BatchNorm norm) {
      return List.of(norm.gamma(), norm.beta(), norm.mean(), norm.variance());
    }
    return node instanceof Node.Convolution convolution
        ? List.of(convolution.weights())
        : List.of();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void oneNumberThatIsNotFiniteReachesTheScoreInTraining(String name, Example example, int images)
      throws UnsupportedGraphException {
    Network network = network(example);
    INDArray pixels = ExampleGraph.images(images, 3, example.input());
    INDArray labels = ExampleGraph.labels(images);
    CompiledGraph compiled =
        new CompiledGraph(example.in(DataType.FLOAT), kernels(), Convolutions.DIRECT, 2);
    compiled.init();
    float[] start = start(example, network);
    try (PlacedImages prepared =
            kernels().place(ExampleGraph.pixels(images, 3, example.input()), network.input());
        BatchNetworkEvaluator evaluator =
            new BatchNetworkEvaluator(network, kernels(), prepared, images, 2)) {
      for (Node node : network.nodes()) {
        List<Integer> places = places(node);
        // The running statistics take no part in training.
        for (int place : places.subList(0, Math.min(2, places.size()))) {
          for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e38f}) {
            float[] point = with(start, place, value);
            compiled.params().assign(Nd4j.create(point, new long[] {1, point.length}, 'c'));
            compute(compiled, pixels, labels);
            assertThat(compiled.score()).as("%s %d: %s", node.name(), place, value).isNaN();
            assertThat(evaluator.logits(point)).containsOnly(Double.NaN);
          }
        }
      }
    }
    compiled.release();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void oneNumberThatIsNotFiniteReachesTheGradientWithFrozenStatistics(
      String name, Example example, int images) throws UnsupportedGraphException {
    Network network = network(example);
    float[] start = start(example, network);
    try (PlacedImages prepared =
            kernels().place(ExampleGraph.pixels(images, 3, example.input()), network.input());
        GradientEvaluator gradients =
            new GradientEvaluator(network, kernels(), prepared, images, true, 2)) {
      Map<String, float[]> points = points(network, start);
      for (Node node : network.nodes()) {
        if (node instanceof Node.Convolution convolution) {
          points.put(
              node.name() + ", ∞", with(start, convolution.weights(), Float.POSITIVE_INFINITY));
          points.put(
              node.name() + ", −∞", with(start, convolution.weights(), Float.NEGATIVE_INFINITY));
        }
      }
      points.forEach(
          (what, point) ->
              assertThat(isNaN(gradients.gradient(point, new int[images]))).as(what).isTrue());
      assertThat(isNaN(gradients.gradient(start, new int[images]))).isFalse();
    }
  }

  private static boolean isNaN(double... values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }

  @Test
  void aNetworkThatOnlyPoolsItsImagesIsComputed() throws UnsupportedGraphException {
    Example example = plain(ExampleGraph::pooled);
    Network network = network(example);
    float[] point = start(example, network);
    float[] pixels = ExampleGraph.pixels(3, 3, example.input());
    try (PlacedImages prepared = kernels().place(pixels, network.input());
        NetworkEvaluator evaluator = new NetworkEvaluator(network, kernels(), prepared, 1)) {
      double expected = stockLoss(example, network, point, 3);
      assertThat(mean(evaluator.losses(point, new int[3])))
          .isCloseTo(expected, within(1e-5 * expected));
    }
  }

  static Network network(Example example) throws UnsupportedGraphException {
    return GraphReader.read(example.in(DataType.FLOAT), example.input());
  }

  static float[] start(Example example, Network network) {
    ComputationGraph graph = new ComputationGraph(example.in(DataType.FLOAT));
    graph.init();
    float[] parameters = graph.params().ravel().toFloatVector();
    ExampleGraph.disturb(network, parameters, 2);
    return parameters;
  }

  private static void disturb(Example example, CompiledGraph compiled, ComputationGraph stock) {
    try {
      Network network = GraphReader.read(compiled.getConfiguration(), example.input());
      float[] parameters = compiled.params().ravel().toFloatVector();
      ExampleGraph.disturb(network, parameters, 1);
      INDArray values = Nd4j.create(parameters, new long[] {1, parameters.length}, 'c');
      compiled.params().assign(values);
      stock.params().assign(values.castTo(DataType.DOUBLE));
    } catch (UnsupportedGraphException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns point + step · direction, running statistics unmoved. */
  static double[] moved(Network network, float[] point, float[] direction, double step) {
    double[] moved = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      moved[i] = point[i] + step * direction[i];
    }
    for (Node node : network.nodes()) {
      if (node instanceof Node.BatchNorm norm) {
        for (int i = norm.mean(); i < norm.mean() + 2 * norm.output().channels(); i++) {
          moved[i] = point[i];
        }
      }
    }
    return moved;
  }

  static void compute(ComputationGraph graph, INDArray pixels, INDArray labels) {
    graph.setInputs(pixels);
    graph.setLabels(labels);
    graph.computeGradientAndScore();
  }

  static INDArray softmax(double[] logits, int images) {
    INDArray rows = Nd4j.create(logits, new long[] {images, ExampleGraph.CLASSES}, 'c');
    return Nd4j.nn.softmax(rows, 1);
  }

  static double largestDifference(INDArray expected, INDArray found) {
    return expected.sub(found.castTo(DataType.DOUBLE)).amaxNumber().doubleValue();
  }

  private static double norm(INDArray array) {
    return array.norm2Number().doubleValue();
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
