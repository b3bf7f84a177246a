package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageLocation;
import org.convexityprobe.data.ImageSelection;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.execution.torch.LibTorch;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.DirectionSampler;
import org.convexityprobe.landscape.NormalizationDirection;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that PyTorch saved with their code, against losses that PyTorch computed of them. */
class ScriptedModelTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/org/convexityprobe/network/scripts");

  private static final Normalization NORMALIZATION = new Normalization(List.of(0.5), List.of(0.25));

  @BeforeEach
  void requireLibTorch() {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
  }

  private static ImageSet images() throws IOException {
    ImageDataset set =
        ImageLocation.of(FOLDER.resolve("images.npz").toString())
            .load(new ImageSelection(null, null, 1));
    return set.train();
  }

  private static LossSpec loss() throws IOException {
    NormalizedImages images = NORMALIZATION.apply(images());
    return new LossSpec(images, 7, false);
  }

  private static ScriptedModel load(String name, boolean doublePrecision, String output)
      throws IOException {
    return ScriptedModel.load(FOLDER.resolve(name), doublePrecision, output);
  }

  private static void equalsPyTorch(String name, String output) throws IOException {
    // Both compute in double precision, in another order of sums.
    equalsPyTorch(name, output, true, 1e-6);
    // 2^-24 for each of some hundred roundings on losses of at most ten.
    equalsPyTorch(name, output, false, 100 * 10 * 0x1p-24);
  }

  private static void equalsPyTorch(
      String name, String output, boolean doublePrecision, double tolerance) throws IOException {
    JsonNode golden = new ObjectMapper().readTree(Files.readString(FOLDER.resolve("golden.json")));
    try (ScriptedModel model = load(name + ".pt", doublePrecision, output);
        NetworkFunction function = model.function(loss())) {
      float[] weights = model.parameters();
      float[] direction = new float[weights.length];
      for (int i = 0; i < direction.length; i++) {
        direction[i] = (float) (Math.sin(i + 1) / 10);
      }
      NetworkLine line =
          new NetworkLine(function, images().labels(), weights, Direction.of(direction));
      for (int i = 0; i < golden.get("lambdas").size(); i++) {
        double[] losses = line.samplesAt(golden.get("lambdas").get(i).asDouble());
        for (int image = 0; image < losses.length; image++) {
          assertThat(losses[image])
              .as("%s at λ %s, image %d", name, golden.get("lambdas").get(i), image)
              .isCloseTo(golden.get(name).get(i).get(image).asDouble(), within(tolerance));
        }
      }
    }
  }

  @Test
  void aVggWithDropoutAndBatchNormHasPyTorchsLosses() throws IOException {
    equalsPyTorch("vgg", null);
  }

  @Test
  void anMlpWithTiedWeightsHasPyTorchsLosses() throws IOException {
    equalsPyTorch("mlp", null);
  }

  @Test
  void aTransformerHasPyTorchsLosses() throws IOException {
    equalsPyTorch("transformer", "logits");
  }

  @Test
  void tiedWeightsMoveOnce() throws IOException {
    try (ScriptedModel model = load("mlp.pt", false, null)) {
      assertThat(model.layout().tensors().stream().map(Tensor::name))
          .containsExactly(
              "first.weight",
              "first.bias",
              "second.weight",
              "second.bias",
              "again.bias",
              "last.weight",
              "last.bias");
    }
  }

  @Test
  void filtersAreSlicesAlongTheFirstDimensionAndBuffersDoNotMove() throws IOException {
    try (ScriptedModel model = load("vgg.pt", false, null)) {
      assertThat(model.layout().tensors())
          .contains(
              new Tensor("features.0.weight", Role.FILTERS, 0, 4, 9),
              new Tensor("features.1.weight", Role.SCALE, 40, 1, 4),
              new Tensor("features.1.bias", Role.BIAS, 44, 1, 4))
          .noneMatch(tensor -> tensor.name().contains("running"));
      Direction direction =
          new DirectionSampler(model.layout(), NormalizationDirection.IGNORE, 1)
              .draw(model.parameters(), 0);
      double filter = 0;
      double drawn = 0;
      for (int i = 0; i < 9; i++) {
        filter += Math.pow(model.parameters()[i], 2);
        drawn += Math.pow(direction.get(i), 2);
      }
      // Nine squares of single-precision numbers.
      assertThat(drawn).isCloseTo(filter, within(filter * 9 * 0x1p-22));
      assertThat(direction.get(40)).isZero();
    }
  }

  @Test
  void lossesDoNotDependOnWhereParametersWereBefore() throws IOException {
    try (ScriptedModel model = load("vgg.pt", false, null)) {
      NetworkFunction function = model.function(loss());
      float[] weights = model.parameters();
      double[] first = function.logits(weights);
      float[] moved = weights.clone();
      Arrays.fill(moved, 0.5f);
      assertThat(function.logits(moved)).isNotEqualTo(first);
      assertThat(model.parameters()).isEqualTo(weights);
      assertThat(function.logits(weights)).isEqualTo(first);
    }
  }

  private static void refuses(String name, String output, String... parts) {
    assertThatThrownBy(
            () -> {
              try (ScriptedModel model = load(name, false, output)) {
                model.function(loss()).close();
              }
            })
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  @Test
  void whatIsWrongWithANetworkIsSaid() {
    refuses("training-mode.pt", null, "training-mode.pt", "model.eval() before torch.jit.trace");
    refuses("fixed-batch.pt", null, "[7, 1, 8, 8]", "size of its batch", "x.shape[0]");
    refuses("no-parameters.pt", null, "no parameters");
    refuses("nan.pt", null, "l.weight holds NaN");
    refuses("absent.pt", null, "no such network");
    refuses("tuple.pt", null, "a tuple of 2", "--output", "0 to 1");
    refuses("tuple.pt", "2", "a tuple of 2");
    refuses("transformer.pt", null, "a dictionary", "--output");
    refuses("transformer.pt", "scores", "without 'scores'");
    refuses("state-dict.pt", null, "state-dict.pt", "convexity import");
    refuses("images.npz", null, "images.npz", "a NumPy archive");
  }

  @Test
  void aPartOfATupleCanBeNamed() throws IOException {
    try (ScriptedModel model = load("tuple.pt", false, "1");
        ScriptedModel other = load("tuple.pt", false, "0")) {
      double[] logits = model.function(loss()).logits(model.parameters());
      double[] doubled = other.function(loss()).logits(other.parameters());
      assertThat(doubled).isEqualTo(Arrays.stream(logits).map(logit -> 2 * logit).toArray());
    }
  }

  @Test
  void halfPrecisionIsConverted() throws IOException {
    try (ScriptedModel model = load("half.pt", false, "0")) {
      for (float weight : model.parameters()) {
        // Numbers of 11 significant bits; the smallest of these weights are normal ones.
        assertThat(Float.floatToRawIntBits(weight) & 0x1fff).isZero();
      }
      assertThat(model.function(loss()).logits(model.parameters())).hasSize(24 * 3);
    }
  }

  @Test
  void damagedFilesAreRefused(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve("tuple.pt"));
    for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 30}) {
      Path cut = Files.write(folder.resolve("cut" + length + ".pt"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ScriptedModel.load(cut, false, "0").close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(cut.toString())
          .hasMessageNotContaining("\n");
    }
  }
}
