package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.network.GraphLayout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

class ResNetGraphTest {
  /** Counts published for these networks, running statistics left out. */
  @ParameterizedTest
  @CsvSource({
    "20, IDENTITY, 269722",
    "20, PROJECTION, 272474",
    "56, PROJECTION, 855770",
    "56, NONE, 853018"
  })
  void hasTheKnownNumberOfLearnableParameters(int depth, Shortcut shortcut, int expected) {
    ParameterLayout layout =
        GraphLayout.layout(graph(ResNetArchitecture.of(depth, 1).withShortcut(shortcut)));
    int learnable =
        layout.tensors().stream()
            .filter(tensor -> tensor.role() != Role.STATISTIC)
            .mapToInt(ParameterLayout.Tensor::length)
            .sum();
    assertThat(learnable).isEqualTo(expected);
  }

  @Test
  void widthMultipliesTheFiltersOfEveryConvolution() {
    ParameterLayout layout = GraphLayout.layout(graph(ResNetArchitecture.of(8, 4)));
    assertThat(layout.tensors())
        .filteredOn(tensor -> tensor.name().equals("layer3.0.conv2.weight"))
        .singleElement()
        .satisfies(
            tensor -> {
              assertThat(tensor.slices()).isEqualTo(256);
              assertThat(tensor.sliceLength()).isEqualTo(256 * 9);
            });
  }

  @ParameterizedTest
  @CsvSource({"7", "9", "2", "0", "-4", "21"})
  void refusesDepthsThatAreNotSixNPlusTwo(int depth) {
    assertThatThrownBy(() -> ResNetArchitecture.of(depth, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("depth is " + depth)
        .hasMessageContaining("6n + 2");
  }

  @Test
  void refusesWidthBelowOne() {
    assertThatThrownBy(() -> ResNetArchitecture.of(20, 0))
        .hasMessageContaining("width is 0; expected k ≥ 1");
  }

  private static ComputationGraph graph(ResNetArchitecture architecture) {
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(architecture, 1, new Sgd(0.1), DataType.FLOAT));
    graph.init();
    return graph;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE})
  void aSeedGivesTheSameWeightsEveryTime(long seed) {
    assertThat(weights(seed)).isEqualTo(weights(seed));
    assertThat(weights(seed)).isNotEqualTo(weights(seed + 1));
  }

  private static float[] weights(long seed) {
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(
                ResNetArchitecture.of(8, 1), seed, new NoOp(), DataType.FLOAT));
    graph.init();
    return graph.params().ravel().toFloatVector();
  }
}
