package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkLine;
import org.convexityprobe.resnet.training.HeavyBall;
import org.convexityprobe.resnet.training.WeightDecay;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.NoOp;

/** Stock DL4J against an independent PyTorch program, on a trained ResNet-20. */
@EnabledIfEnvironmentVariable(named = GoldenNetwork.REFERENCE, matches = ".+")
@EnabledIfEnvironmentVariable(named = GoldenNetwork.DATA, matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockGoldenTest {
  private GoldenNetwork network;
  private ParameterLayout layout;

  @BeforeAll
  void load() throws IOException {
    network = new GoldenNetwork("resnet20-identity");
    layout = network.layout(new NoOp());
  }

  @Test
  void logitsOfTheFirstTestImagesAgree() throws IOException {
    JsonNode expected = network.golden().get("first_test_logits_f64");
    try (NetworkFunction function = function(network.images().test().first(4))) {
      double[] logits = function.logits(network.parameters(layout));
      for (int image = 0; image < 4; image++) {
        for (int c = 0; c < 10; c++) {
          // Single precision through 20 layers, values up to 24: 1e-4 is about 100 roundings.
          assertThat(logits[image * 10 + c])
              .isCloseTo(expected.get(image).get(c).asDouble(), within(1e-4));
        }
      }
    }
  }

  @Test
  void theLossOnALineAgrees() throws IOException {
    JsonNode line = network.golden().get("line");
    ImageSet images = network.images().train().first(line.get("images").asInt());
    // One point: stock execution takes ten seconds for it.
    int point = 8;
    try (NetworkFunction function = function(images)) {
      double loss =
          new NetworkLine(
                  function, images.labels(), network.parameters(layout), network.direction(layout))
              .valueAt(line.get("lambda").get(point).asDouble());
      double expected = line.get("loss_f64").get(point).asDouble();
      assertThat(loss).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @Test
  void oneHeavyBallStepAndItsRunningStatisticsAgree() throws IOException {
    JsonNode training = network.golden().get("training");
    double rate = training.get("learning_rate").asDouble();
    ComputationGraph graph =
        new ComputationGraph(
            network.configuration(
                new HeavyBall(rate, null, training.get("momentum").asDouble(), false)));
    graph.init();
    graph.params().data().setData(network.parameters(layout));
    WeightDecay.addTo(
        graph, new WeightDecay.Coefficients(training.get("weight_decay_on_all").asDouble(), false));
    ImageSet images = network.images().train().first(training.get("images").asInt());
    DataSet batch = ImageBatches.inOrder(images, network.normalization(), images.count()).next();
    graph.fit(batch);
    // The score is a mean of single-precision losses.
    double firstLoss = training.get("losses_f64").get(0).asDouble();
    assertThat(graph.score()).isCloseTo(firstLoss, within(1e-4 * firstLoss));

    float[] after = graph.params().ravel().toFloatVector();
    JsonNode norms = network.golden().get("after_one_step").get("parameter_norms");
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      if (tensor.role() != ParameterLayout.Role.STATISTIC) {
        double expected = norms.get(tensor.name()).asDouble();
        assertThat(norm(after, tensor))
            .as(tensor.name())
            .isCloseTo(expected, within(1e-5 * expected));
      }
    }
    runningMeanAgrees(after);
  }

  private void runningMeanAgrees(float[] after) {
    JsonNode expected = network.golden().get("after_one_step").get("bn1_running_mean");
    ParameterLayout.Tensor mean =
        layout.tensors().stream()
            .filter(tensor -> tensor.name().equals("bn1.running_mean"))
            .findFirst()
            .orElseThrow();
    for (int channel = 0; channel < mean.length(); channel++) {
      assertThat((double) after[mean.offset() + channel])
          .isCloseTo(expected.get(channel).asDouble(), within(1e-5));
    }
  }

  private static double norm(float[] values, ParameterLayout.Tensor tensor) {
    double sum = 0;
    for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  private NetworkFunction function(ImageSet images) {
    return Execution.REFERENCE.function(
        network.configuration(new NoOp()),
        new LossSpec(network.normalization().apply(images), 128, false),
        2);
  }
}
