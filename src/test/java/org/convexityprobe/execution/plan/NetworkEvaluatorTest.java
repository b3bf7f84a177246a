package org.convexityprobe.execution.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.convexityprobe.execution.ExampleGraph;
import org.convexityprobe.execution.ExampleGraph.Block;
import org.convexityprobe.execution.OutOfNativeMemoryError;
import org.convexityprobe.execution.dl4j.GraphReader;
import org.convexityprobe.execution.dl4j.UnsupportedGraphException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** What the probe asks of an evaluator, and what it is told when it asks wrongly. */
class NetworkEvaluatorTest {
  private static final int IMAGES = 21;

  private final KernelSet kernels = KernelSets.load().kernels().orElseThrow();
  private Network network;
  private float[] parameters;
  private PlacedImages images;

  @BeforeEach
  void prepare() throws UnsupportedGraphException {
    var configuration = ExampleGraph.residual(Block.PROJECTION, 1, 8, DataType.FLOAT);
    network = GraphReader.read(configuration, ExampleGraph.INPUT);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    parameters = graph.params().ravel().toFloatVector();
    images = kernels.place(ExampleGraph.pixels(IMAGES, 1, ExampleGraph.INPUT), network.input());
  }

  @AfterEach
  void free() {
    images.close();
  }

  @Test
  void aLossBeyondTheReachOfProbabilitiesIsNotClipped() {
    Node.Softmax softmax = network.softmax();
    for (int i = softmax.weights(); i < softmax.weights() + softmax.length(); i++) {
      parameters[i] *= 1e4f;
    }
    int[] worst = new int[IMAGES];
    try (NetworkEvaluator evaluator = new NetworkEvaluator(network, kernels, images, 2)) {
      double[] logits = evaluator.logits(parameters);
      for (int image = 0; image < IMAGES; image++) {
        for (int c = 1; c < ExampleGraph.CLASSES; c++) {
          if (logits[image * ExampleGraph.CLASSES + c]
              < logits[image * ExampleGraph.CLASSES + worst[image]]) {
            worst[image] = c;
          }
        }
      }
      // DL4J's loss ends at −log 1e-10 = 23.03.
      assertThat(DoubleStream.of(evaluator.losses(parameters, worst)).boxed())
          .allMatch(loss -> loss > 100);
    }
  }

  @Test
  void infiniteParametersGiveLossesThatAreNoNumbers() {
    parameters[network.softmax().weights()] = Float.NaN;
    try (NetworkEvaluator evaluator = new NetworkEvaluator(network, kernels, images, 2)) {
      assertThat(DoubleStream.of(evaluator.losses(parameters, new int[IMAGES])).boxed())
          .allMatch(loss -> Double.isNaN(loss));
    }
  }

  @Test
  void refusesVectorsAndLabelsOfTheWrongLength() {
    try (NetworkEvaluator evaluator = new NetworkEvaluator(network, kernels, images, 1)) {
      assertThatThrownBy(() -> evaluator.logits(new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("3 parameters; the network has " + parameters.length);
      assertThatThrownBy(() -> evaluator.losses(parameters, new int[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("2 labels for 21 images");
    }
  }

  @Test
  void saysWhatMemoryWasAskedForAndWhatIsFree() {
    Shape huge = new Shape(512, 65536, 1024);
    Network large =
        new Network(
            java.util.List.of(
                new Node.Input("image", huge),
                new Node.Rectifier("relu", 0, huge),
                new Node.GlobalPooling("pool", 1, huge, new Shape(512, 1, 1)),
                new Node.Softmax("linear", 2, new Shape(2, 1, 1), 512, 0, 1024)),
            1026);
    TrainingPlan plan = TrainingPlan.of(large);
    assertThatThrownBy(() -> kernels.training(plan, Convolutions.DIRECT, 64, 1, null, null))
        .isInstanceOf(OutOfNativeMemoryError.class)
        .hasMessageMatching(
            "(?s)training on batches of 64 images needs \\d+ MiB .* \\d+ MiB are free.*");
  }
}
