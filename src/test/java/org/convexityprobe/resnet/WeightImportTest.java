package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.Tensor;
import org.convexityprobe.data.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightImportTest {
  private static final WeightImport.Given NOTHING =
      new WeightImport.Given(null, null, null, null, Normalization.CIFAR10, null);

  @TempDir private Path folder;

  private ResNetArchitecture imported(Path weights, WeightImport.Given given) throws IOException {
    return WeightImport.run(weights, given, Map.of(), folder.resolve("network.zip")).architecture();
  }

  private static WeightImport.Given given(Integer depth, Integer width, Shortcut shortcut) {
    return new WeightImport.Given(depth, width, shortcut, null, Normalization.CIFAR10, null);
  }

  @ParameterizedTest
  @CsvSource({"8, 1, 10", "14, 1, 7", "8, 2, 100"})
  void depthWidthAndClassesComeFromTheTensors(int depth, int width, int classes)
      throws IOException {
    ResNetArchitecture network =
        ResNetArchitecture.of(depth, width).forImages(ImageShape.CIFAR, classes);
    Path weights = SmallWeights.of(network).write(folder.resolve("w.npz"));
    assertThat(imported(weights, NOTHING)).isEqualTo(network);
  }

  @Test
  void theSizeOfGreyImagesMustBeGivenOrComesFromTheMetadata() throws IOException {
    ImageShape grey = new ImageShape(1, 28, 28);
    Normalization normalization = new Normalization(List.of(0.286), List.of(0.353));
    ResNetArchitecture network = ResNetArchitecture.of(8, 1).forImages(grey, 10);
    Path weights = SmallWeights.of(network).write(folder.resolve("w.npz"));
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("images of 1 channels")
        .hasMessageContaining("--input 1xHEIGHTxWIDTH");
    assertThatThrownBy(() -> imported(weights, grey(ImageShape.CIFAR, normalization)))
        .hasMessageContaining("channels of --input is 3")
        .hasMessageContaining("has 1 by the shape of conv1.weight");
    assertThatThrownBy(() -> imported(weights, grey(grey, Normalization.CIFAR10)))
        .hasMessageContaining("is for 3 channels")
        .hasMessageContaining("28×28 grey");
    assertThat(imported(weights, grey(grey, normalization))).isEqualTo(network);
    Path exported = folder.resolve("w.safetensors");
    WeightImport.export(CheckpointFiles.read(folder.resolve("network.zip")), exported);
    Checkpoint again =
        WeightImport.run(exported, grey(null, null), Map.of(), folder.resolve("again.zip"));
    assertThat(again.architecture()).isEqualTo(network);
    assertThat(again.normalization()).isEqualTo(normalization);
  }

  private static WeightImport.Given grey(ImageShape input, Normalization normalization) {
    return new WeightImport.Given(null, null, null, input, normalization, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.safetensors", "w.npz"})
  void importAndExportKeepEveryBit(String name) throws IOException {
    SmallWeights small = SmallWeights.of(ResNetArchitecture.of(8, 1));
    Path zip = folder.resolve("network.zip");
    WeightImport.run(small.write(folder.resolve("original-" + name)), NOTHING, Map.of(), zip);
    TrainedNetwork network = CheckpointFiles.read(zip);
    assertThat(network.parameters()).isEqualTo(small.parameters());
    Path exported = folder.resolve(name);
    WeightImport.export(network, exported);
    List<Tensor> after = TensorFile.read(exported).tensors();
    assertThat(after).hasSameSizeAs(small.tensors());
    for (int i = 0; i < after.size(); i++) {
      Tensor before = small.tensors().get(i);
      assertThat(after.get(i).name()).isEqualTo(before.name());
      assertThat(after.get(i).shape()).as(before.name()).isEqualTo(before.shape());
      assertThat(after.get(i).values()).as(before.name()).isEqualTo(before.values());
    }
  }

  @Test
  void whatIsExportedNeedsNoOptionsToComeBack() throws IOException {
    ResNetArchitecture network = ResNetArchitecture.of(8, 1).withShortcut(Shortcut.NONE);
    Path zip = folder.resolve("first.zip");
    Checkpoint first =
        WeightImport.run(
            SmallWeights.of(network).write(folder.resolve("w.npz")),
            new WeightImport.Given(8, 1, Shortcut.NONE, null, Normalization.IMAGENET, 300),
            Map.of(),
            zip);
    Path exported = folder.resolve("w.safetensors");
    WeightImport.export(CheckpointFiles.read(zip), exported);
    Checkpoint second =
        WeightImport.run(
            exported,
            new WeightImport.Given(null, null, null, null, null, null),
            Map.of(),
            folder.resolve("second.zip"));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void prefixesOfWrappersAreLeftOut() throws IOException {
    SmallWeights small = SmallWeights.of(ResNetArchitecture.of(8, 1));
    UnaryOperator<List<Tensor>> prefixed =
        tensors ->
            tensors.stream()
                .map(t -> new Tensor("module._orig_mod." + t.name(), t.shape(), t.values()))
                .toList();
    Path weights = small.write(folder.resolve("w.safetensors"), Map.of(), prefixed);
    assertThat(imported(weights, NOTHING)).isEqualTo(ResNetArchitecture.of(8, 1));
  }

  @Test
  void identityAndNoShortcutsAreToldApartByMetadataOrByTheUser() throws IOException {
    SmallWeights small =
        SmallWeights.of(ResNetArchitecture.of(8, 1).withShortcut(Shortcut.IDENTITY));
    Path silent = small.write(folder.resolve("silent.safetensors"));
    assertThatThrownBy(() -> imported(silent, NOTHING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--shortcut identity or --shortcut none");
    Path telling =
        small.write(folder.resolve("telling.safetensors"), Map.of("shortcut", "identity"), t -> t);
    assertThat(imported(telling, NOTHING).shortcut()).isEqualTo(Shortcut.IDENTITY);
    assertThatThrownBy(
            () ->
                WeightImport.run(
                    telling,
                    given(null, null, Shortcut.NONE),
                    Map.of(),
                    folder.resolve("other.zip")))
        .hasMessageContaining("--shortcut is none")
        .hasMessageContaining("has identity by its metadata");
  }

  @ParameterizedTest
  @CsvSource({"14,,,--depth is 14", ",2,,--width is 2", ",,IDENTITY,--shortcut is identity"})
  void contradictionsAreErrors(Integer depth, Integer width, Shortcut shortcut, String message)
      throws IOException {
    Path weights =
        SmallWeights.of(ResNetArchitecture.of(8, 1)).write(folder.resolve("w.safetensors"));
    assertThatThrownBy(() -> imported(weights, given(depth, width, shortcut)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(weights.toString());
  }

  @Test
  void everyMissingLeftOverAndMisshapenTensorIsListed() throws IOException {
    Tensor wrong = new Tensor("linear.weight", List.of(10, 65), new float[650]);
    UnaryOperator<List<Tensor>> change =
        tensors -> {
          List<Tensor> changed =
              new ArrayList<>(SmallWeights.replacing("linear.weight", wrong).apply(tensors));
          changed.add(new Tensor("fc.bias", List.of(3), new float[3]));
          return SmallWeights.replacing("layer2.0.bn1.running_var", null).apply(changed);
        };
    Path weights =
        SmallWeights.of(ResNetArchitecture.of(8, 1))
            .write(folder.resolve("w.safetensors"), Map.of(), change);
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing: layer2.0.bn1.running_var [32]")
        .hasMessageContaining("linear.weight has shape [10, 65]; expected [10, 64]")
        .hasMessageContaining("fc.bias [3] has no place in the network");
    assertThat(folder.resolve("network.zip")).doesNotExist();
    assertThat(folder.resolve("network.json")).doesNotExist();
  }

  @Test
  void unequalSegmentsNeedADepthToSayWhatIsMissing() throws IOException {
    UnaryOperator<List<Tensor>> change =
        tensors -> tensors.stream().filter(t -> !t.name().startsWith("layer3.1.")).toList();
    Path weights =
        SmallWeights.of(ResNetArchitecture.of(14, 1))
            .write(folder.resolve("w.safetensors"), Map.of(), change);
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("[2, 2, 1] blocks");
    assertThatThrownBy(() -> imported(weights, given(14, null, null)))
        .hasMessageContaining("missing: layer3.1.conv1.weight [64, 64, 3, 3]");
  }

  @Test
  void tensorsOfOtherNetworksAreNamed() throws IOException {
    Path weights = folder.resolve("w.npz");
    new TensorFile(List.of(new Tensor("transformer.wte", List.of(1), new float[1])), Map.of())
        .write(weights);
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found transformer.wte");
  }

  /** A few bytes must not make a network of gigabytes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100 | holds 1,600 numbers",
        "400 | parameters; expected at most 2147483647",
        "4000 | width is 4000; expected k ≥ 1, at most 1000"
      })
  void aHugeNetworkOfAFewNumbersIsRefused(int width, String words) throws IOException {
    int channels = 16 * width;
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(new Tensor("bn1.weight", List.of(channels), new float[channels]));
    for (int segment = 1; segment <= 3; segment++) {
      tensors.add(
          new Tensor("layer%d.0.shortcut.0.weight".formatted(segment), List.of(0), new float[0]));
    }
    Path weights = folder.resolve("w.npz");
    new TensorFile(tensors, Map.of()).write(weights);
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(weights.toString(), words);
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() throws IOException {
    Tensor diverged =
        new Tensor(
            "bn1.bias",
            List.of(16),
            new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, Float.NaN, 12, 13, 14, 15});
    Path weights =
        SmallWeights.of(ResNetArchitecture.of(8, 1))
            .write(folder.resolve("w.npz"), Map.of(), SmallWeights.replacing("bn1.bias", diverged));
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bn1.bias holds NaN");
  }
}
