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
        // Single-precision features: PyTorch's own single-precision logits deviate by up to 1e-6
        // relative where the loss is large, and by 1e-6 absolute where it is small.
        assertThat(loss).isCloseTo(expected, within(3e-6 * Math.max(expected, 0.1)));
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
        // A slope jumps where a ReLU switches: pre-activations within rounding of zero may switch
        // apart, each of them with a share of about 1e-5 of the slope.
        assertThat(slope).isCloseTo(expected, within(1e-4 * Math.max(Math.abs(expected), 1)));
      }
    }
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
