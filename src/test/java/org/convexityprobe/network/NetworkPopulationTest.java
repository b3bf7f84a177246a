package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Losses of any images of a set. */
class NetworkPopulationTest {
  private static final int THREADS = 2;
  private static final int IMAGES = 21;

  private final ImageSet images = SyntheticImages.generate(IMAGES, 1);

  @ParameterizedTest
  @MethodSource("executions")
  void anyImagesHaveTheLossesThatTheyHaveAmongAll(Execution execution) {
    ProbedModel model = model(execution);
    float[] weights = model.parameters();
    Direction direction = Direction.of(weights);
    int[] members = {20, 3, 4, 11, 0, 7, 19, 1, 2, 5, 6, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18};
    try (NetworkFunction all =
            model.function(new LossSpec(Normalization.CIFAR10.apply(images), 4, false));
        NetworkPopulation population =
            new NetworkPopulation(model, images, Normalization.CIFAR10, 2)) {
      NetworkLine line = new NetworkLine(all, images.labels(), weights, direction);
      NetworkPopulation.Line sampled = population.line(weights, direction, EvaluationLog.NONE);
      double[] expected = line.samplesAt(0.1);
      double[] found = sampled.termsAt(0.1, members);
      double[] few = sampled.termsAt(0.1, new int[] {5, 20, 5});

      assertThat(sampled.size()).isEqualTo(IMAGES);
      assertThat(sampled.resolution()).isEqualTo(line.resolution());
      for (int i = 0; i < members.length; i++) {
        // Kernels for batches of another size may add in another order.
        assertThat(found[i]).isCloseTo(expected[members[i]], within(1e-4));
      }
      assertThat(few[0]).isEqualTo(few[2]).isCloseTo(expected[5], within(1e-4));
      assertThat(few[1]).isCloseTo(expected[20], within(1e-4));
      assertThat(sampled.termsAt(0.1, members)).isEqualTo(found);
    }
  }

  static List<Execution> executions() {
    return List.of(Execution.NATIVE, Execution.REFERENCE);
  }

  @Test
  void batchesAreNoLargerThanTheSet() {
    ProbedModel model = model(Execution.REFERENCE);
    try (NetworkPopulation population =
        new NetworkPopulation(model, images, Normalization.CIFAR10, Integer.MAX_VALUE)) {
      NetworkPopulation.Line line =
          population.line(model.parameters(), Direction.of(model.parameters()), EvaluationLog.NONE);
      assertThat(line.termsAt(0.1, new int[] {3})[0]).isFinite();
    }
  }

  @Test
  void accuraciesAreThoseOfTheImagesEvaluated() {
    ProbedModel model = model(Execution.NATIVE);
    float[] weights = model.parameters();
    try (NetworkFunction all =
            model.function(new LossSpec(Normalization.CIFAR10.apply(images), 4, false));
        NetworkPopulation population =
            new NetworkPopulation(model, images, Normalization.CIFAR10, 2)) {
      NetworkLine line = new NetworkLine(all, images.labels(), weights, Direction.of(weights));
      NetworkPopulation.Line sampled =
          population.line(weights, Direction.of(weights), EvaluationLog.NONE);
      line.samplesAt(0.2);
      sampled.termsAt(0.2, IntStream.range(0, 15).toArray());
      sampled.termsAt(0.2, IntStream.range(15, IMAGES).toArray());

      assertThat(sampled.accuracies(List.of(0.2))).isEqualTo(line.accuracies(List.of(0.2)));
    }
  }

  @Test
  void imagesCannotBeReplacedWhereTheirLossDependsOnTheirBatch() {
    for (Execution execution : List.of(Execution.NATIVE, Execution.REFERENCE)) {
      float[] values = Normalization.CIFAR10.apply(images).values();
      try (NetworkFunction batches =
          model(execution).function(new LossSpec(Normalization.CIFAR10.apply(images), 4, true))) {
        assertThatThrownBy(() -> batches.replaceImages(values))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("batch");
      }
    }
  }

  private static ProbedModel model(Execution execution) {
    ComputationGraph graph =
        execution.graph(
            ResNetGraph.configuration(ResNetArchitecture.of(8, 1), 1, new NoOp(), DataType.FLOAT),
            ImageShape.CIFAR,
            THREADS);
    graph.init();
    return new Dl4jModel(graph, execution, THREADS);
  }
}
