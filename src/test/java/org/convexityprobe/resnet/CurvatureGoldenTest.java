package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.landscape.Curvature;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkLine;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Second derivatives along a line, against those of PyTorch's nested forward mode in double
 * precision: {@code make_curvature.py} beside the golden values made them, and says what the
 * numbers here are.
 */
class CurvatureGoldenTest {
  private static final int IMAGES = 4;
  private static final int[] LABELS = {0, 3, 7, 9};
  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);

  private ComputationGraphConfiguration configuration;
  private ParameterLayout layout;
  private float[] point;
  private float[] direction;

  @BeforeEach
  void makeTheNetwork() {
    configuration =
        ResNetGraph.configuration(
            ResNetArchitecture.of(8, 1).withShortcut(Shortcut.PROJECTION),
            1,
            new NoOp(),
            DataType.FLOAT);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    layout = GraphLayout.layout(graph);
    point = vector(Math::sin, true);
    direction = vector(Math::cos, false);
  }

  private float[] vector(DoubleUnaryOperator wave, boolean start) {
    float[] vector = new float[layout.length()];
    List<ParameterLayout.Tensor> sorted =
        layout.tensors().stream()
            .sorted(Comparator.comparing(ParameterLayout.Tensor::name))
            .toList();
    int n = 0;
    for (ParameterLayout.Tensor tensor : sorted) {
      String name = tensor.name();
      List<Integer> shape = WeightFile.shape(tensor);
      int inputs = shape.stream().skip(1).reduce(1, (a, b) -> a * b);
      boolean scale =
          name.endsWith("running_var") || (name.endsWith("weight") && shape.size() == 1);
      for (int i = 0; i < tensor.length(); i++) {
        n++;
        double value = wave.applyAsDouble(n);
        double moved = shape.size() > 1 ? 2 / Math.sqrt(inputs) * value : 0.3 * value;
        if (start) {
          moved += scale ? 1 : 0;
        } else if (name.contains("running")) {
          moved = 0;
        }
        vector[tensor.offset() + i] = (float) moved;
      }
    }
    return vector;
  }

  private static float[] pixels() {
    float[] pixels = new float[IMAGES * SHAPE.length()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(0.37 * (i + 1));
    }
    return pixels;
  }

  private NetworkFunction function() {
    return Execution.NATIVE.function(
        configuration, new LossSpec(new NormalizedImages(SHAPE, pixels()), IMAGES, false), 1);
  }

  @Test
  void bothPartsAreThoseOfPyTorch() throws IOException {
    JsonNode golden;
    try (InputStream file = getClass().getResourceAsStream("curvature.json")) {
      golden = new ObjectMapper().readTree(file);
    }
    assertThat(golden).hasSize(3);
    try (NetworkFunction function = function()) {
      NetworkLine line = new NetworkLine(function, LABELS, point, Direction.of(direction));
      for (JsonNode expected : golden) {
        double lambda = expected.get("lambda").asDouble();
        double loss = expected.get("loss").asDouble();
        assertThat(line.valueAt(lambda)).isCloseTo(loss, within(1e-5 * loss));
        Curvature found = line.curvatureAt(lambda);
        double gaussNewton = expected.get("gauss_newton").asDouble();
        double rest = expected.get("rest").asDouble();
        // Single precision gives 1e-5; an activation that falls on the other side of ReLU some
        // more.
        double tolerance = 1e-3 * (gaussNewton + Math.abs(rest));
        assertThat(found.gaussNewton()).isCloseTo(gaussNewton, within(tolerance));
        assertThat(found.rest()).isCloseTo(rest, within(tolerance));
        double slope = expected.get("slope").asDouble();
        assertThat(line.slopeAt(lambda)).isCloseTo(slope, within(1e-3 * (1 + Math.abs(slope))));
      }
    }
  }

  @Test
  void theGaussNewtonPartIsNeverNegative() {
    try (NetworkFunction function = function()) {
      NetworkLine line = new NetworkLine(function, LABELS, point, Direction.of(direction));
      for (int i = -20; i <= 20; i++) {
        assertThat(line.curvatureAt(i / 10.0).gaussNewton()).isNotNegative();
      }
    }
  }

  @Test
  void alongTheLastLayerAloneThereIsNothingButTheGaussNewtonPart() {
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      if (!tensor.name().startsWith("linear")) {
        Arrays.fill(direction, tensor.offset(), tensor.offset() + tensor.length(), 0);
      }
    }
    try (NetworkFunction function = function()) {
      Curvature found =
          new NetworkLine(function, LABELS, point, Direction.of(direction)).curvatureAt(0.25);
      assertThat(found.gaussNewton()).isPositive();
      assertThat(found.rest()).isZero();
    }
  }

  @Test
  void stockExecutionHasNone() {
    try (NetworkFunction function =
        Execution.REFERENCE.function(
            configuration, new LossSpec(new NormalizedImages(SHAPE, pixels()), IMAGES, false), 1)) {
      assertThat(function.hasCurvature()).isFalse();
    }
  }
}
