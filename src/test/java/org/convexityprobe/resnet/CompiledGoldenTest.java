package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.execution.KernelSet;
import org.convexityprobe.execution.Network;
import org.convexityprobe.execution.NetworkEvaluator;
import org.convexityprobe.execution.PreparedImages;
import org.convexityprobe.execution.Shape;
import org.convexityprobe.execution.UnsupportedGraphException;
import org.convexityprobe.execution.onednn.OneDnnKernels;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLine;
import org.convexityprobe.landscape.SampledLineFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.NoOp;

/** Compiled execution against an independent PyTorch program, on trained networks. */
@EnabledIfEnvironmentVariable(named = GoldenNetwork.REFERENCE, matches = ".+")
@EnabledIfEnvironmentVariable(named = GoldenNetwork.DATA, matches = ".+")
class CompiledGoldenTest {
  private KernelSet kernels;

  @BeforeEach
  void load() {
    kernels = OneDnnKernels.load().kernels().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet20-identity", "resnet56-projection", "resnet56-noskip"})
  void lossesAlongALineAgree(String name) throws IOException, UnsupportedGraphException {
    GoldenNetwork golden = new GoldenNetwork(name);
    JsonNode line = golden.golden().get("line");
    ImageSet images = golden.images().train().first(line.get("images").asInt());
    ParameterLayout layout = golden.layout(new NoOp());
    ParameterLine parameters = golden.line(layout);
    float[] point = new float[layout.length()];
    try (PreparedImages pixels = pixels(golden, images);
        NetworkEvaluator evaluator = evaluator(golden, pixels)) {
      for (int i = 0; i < line.get("lambda").size(); i++) {
        parameters.pointAt(line.get("lambda").get(i).asDouble(), point);
        double loss = SampledLineFunction.mean(evaluator.losses(point, images.labels()));
        double expected = line.get("loss_f64").get(i).asDouble();
        // PyTorch's own single-precision logits deviate as much; 1e-6 is where rounding begins.
        double rounding = 3 * largestDeviation(line);
        assertThat(loss)
            .isCloseTo(expected, within(Math.max(rounding, 1e-6) * Math.max(expected, 0.1)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet20-identity"})
  void slopesAlongALineAgree(String name) throws IOException, UnsupportedGraphException {
    GoldenNetwork golden = new GoldenNetwork(name);
    JsonNode line = golden.golden().get("line");
    ImageSet images = golden.images().train().first(line.get("images").asInt());
    ParameterLayout layout = golden.layout(new NoOp());
    ParameterLine parameters = golden.line(layout);
    float[] point = new float[layout.length()];
    float[] before = new float[layout.length()];
    float[] direction = new float[layout.length()];
    parameters.pointAt(1, direction);
    parameters.pointAt(0, before);
    for (int i = 0; i < direction.length; i++) {
      direction[i] -= before[i];
    }
    try (PreparedImages pixels = pixels(golden, images);
        NetworkEvaluator evaluator = evaluator(golden, pixels)) {
      for (int i = 0; i < line.get("lambda").size(); i++) {
        parameters.pointAt(line.get("lambda").get(i).asDouble(), point);
        double slope = evaluator.slope(point, direction, images.labels());
        double expected = line.get("slope_f64").get(i).asDouble();
        // The slope jumps where a ReLU switches, and in single precision some pre-activations near
        // zero fall on the other side: seen are deviations of up to 2e-4.
        assertThat(slope).isCloseTo(expected, within(5e-4 * Math.max(Math.abs(expected), 1)));
      }
    }
  }

  /** Returns the largest relative error of PyTorch's losses from single-precision logits. */
  private static double largestDeviation(JsonNode line) {
    double largest = 0;
    for (int i = 0; i < line.get("lambda").size(); i++) {
      double exact = line.get("loss_f64").get(i).asDouble();
      double single = line.get("loss_f32_logits").get(i).asDouble();
      largest = Math.max(largest, Math.abs(single - exact) / Math.max(exact, 0.1));
    }
    return largest;
  }

  private static PreparedImages pixels(GoldenNetwork golden, ImageSet images) {
    return new PreparedImages(golden.normalization().apply(images), new Shape(3, 32, 32));
  }

  private NetworkEvaluator evaluator(GoldenNetwork golden, PreparedImages pixels)
      throws UnsupportedGraphException {
    Network network = Network.of(golden.configuration(new NoOp()), pixels.shape());
    return new NetworkEvaluator(network, kernels, pixels, 2);
  }
}
