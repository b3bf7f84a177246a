package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
    return WeightImport.run(
            WeightFile.read(weights), given, Map.of(), folder.resolve("network.zip"))
        .resNet();
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
        WeightImport.run(
            WeightFile.read(exported), grey(null, null), Map.of(), folder.resolve("again.zip"));
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
    WeightImport.run(
        WeightFile.read(small.write(folder.resolve("original-" + name))), NOTHING, Map.of(), zip);
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
            WeightFile.read(SmallWeights.of(network).write(folder.resolve("w.npz"))),
            new WeightImport.Given(8, 1, Shortcut.NONE, null, Normalization.IMAGENET, 300),
            Map.of(),
            zip);
    Path exported = folder.resolve("w.safetensors");
    WeightImport.export(CheckpointFiles.read(zip), exported);
    Checkpoint second =
        WeightImport.run(
            WeightFile.read(exported),
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
                    WeightFile.read(telling),
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
          changed.add(new Tensor("scale.bias", List.of(3), new float[3]));
          return SmallWeights.replacing("layer2.0.bn1.running_var", null).apply(changed);
        };
    Path weights =
        SmallWeights.of(ResNetArchitecture.of(8, 1))
            .write(folder.resolve("w.safetensors"), Map.of(), change);
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing: layer2.0.bn1.running_var [32]")
        .hasMessageContaining("linear.weight has shape [10, 65]; expected [10, 64]")
        .hasMessageContaining("scale.bias [3] has no place in the network");
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

  /** Returns a change that renames tensors by a regular expression. */
  private static UnaryOperator<List<Tensor>> renaming(String... rules) {
    return tensors ->
        tensors.stream()
            .map(
                tensor -> {
                  String name = tensor.name();
                  for (String rule : rules) {
                    String[] parts = rule.split(" > ", -1);
                    name = name.replaceAll(parts[0], parts[1]);
                  }
                  return new Tensor(name, tensor.shape(), tensor.values());
                })
            .toList();
  }

  /** Each line is a convention: how a repository names what PyTorch's CIFAR ResNets name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^linear > fc; shortcut > downsample | downsample for shortcut, fc for linear",
        "^linear > classifier; ^ > module.module. | classifier for linear; after module.",
        "^linear > fc; shortcut > skip; ^conv1 > conv; ^bn1 > bn | conv for conv1, bn for bn1",
        "layer > stage_; conv1 > conv_a; conv2 > conv_b; bn1 > bn_a; bn2 > bn_b; ^conv_a >"
            + " conv_1_3x3; ^bn_a > bn_1; linear > classifier | conv_1_3x3 for conv1, bn_1 for bn1,"
            + " conv_a for conv1",
        "^conv1 > features.init_block.conv; ^bn1 > features.init_block.bn; layer(.).1 >"
            + " features.stage$1.unit2; layer(.).0 > features.stage$1.unit1; (unit..)conv(.) >"
            + " $1body.conv$2.conv; (unit..)bn(.) > $1body.conv$2.bn; shortcut.0 >"
            + " identity_conv.conv; shortcut.1 > identity_conv.bn; linear > output | features.stage"
            + " for layer",
        "layer3 > layers.2; layer2 > layers.1; layer1 > layers.0 | layers for layer",
        "^conv1 > conv1.0; ^bn1 > conv1.1; layer3 > conv4_x; layer2 > conv3_x; layer1 > conv2_x;"
            + " (x...)conv1 > $1residual_function.0; (x...)bn1 > $1residual_function.1; (x...)conv2"
            + " > $1residual_function.3; (x...)bn2 > $1residual_function.4 | residual_function.3"
            + " for conv2",
        "(layer.)[.] > $1.blocks.; ^ > net.resnet. | after net., resnet."
      })
  void usualConventionsOfNamesAreRecognisedAndNamed(String rules, String words) throws IOException {
    ResNetArchitecture network = ResNetArchitecture.of(14, 1);
    SmallWeights small = SmallWeights.of(network);
    Path weights =
        small.write(folder.resolve("w.safetensors"), Map.of(), renaming(rules.split("; ", -1)));
    WeightFile file = WeightFile.read(weights);
    assertThat(file.notes()).singleElement().asString().contains(words);
    Path zip = folder.resolve("network.zip");
    assertThat(WeightImport.run(file, NOTHING, Map.of(), zip).architecture()).isEqualTo(network);
    assertThat(CheckpointFiles.read(zip).parameters()).isEqualTo(small.parameters());
  }

  @Test
  void namesOfProgramsThatPutZerosBehindAreWarnedOf() throws IOException {
    SmallWeights small =
        SmallWeights.of(ResNetArchitecture.of(8, 1).withShortcut(Shortcut.IDENTITY));
    WeightFile behind =
        WeightFile.read(
            small.write(
                folder.resolve("behind.safetensors"),
                Map.of(),
                renaming("([.])conv1 > $1conv_a", "([.])bn1 > $1bn_a")));
    assertThat(behind.notes(Shortcut.IDENTITY))
        .hasSize(2)
        .last()
        .asString()
        .contains("put all zeros of identity shortcuts behind", "convexity evaluate");
    assertThat(behind.notes(Shortcut.NONE)).isEqualTo(behind.notes());
    WeightFile around = WeightFile.read(small.write(folder.resolve("around.safetensors")));
    assertThat(around.notes(Shortcut.IDENTITY)).isEqualTo(around.notes());
  }

  @Test
  void anImportWhoseZipCannotBeWrittenLeavesNoDescription() throws IOException {
    // What an earlier write seems to have left of the zip, and what cannot be removed.
    Path left =
        Files.createDirectories(
            folder.resolve(".network.zip.00000000-0000-0000-0000-000000000000.tmp"));
    Files.createFile(left.resolve("full"));
    Files.setLastModifiedTime(left, FileTime.fromMillis(0));
    Path weights = SmallWeights.of(ResNetArchitecture.of(8, 1)).write(folder.resolve("w.npz"));
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("network.zip");
    assertThat(folder.resolve("network.json")).doesNotExist();
  }

  @Test
  void theDescriptionThatAKilledImportLeftIsReplaced() throws IOException {
    WeightFile weights =
        WeightFile.read(
            SmallWeights.of(ResNetArchitecture.of(8, 1)).write(folder.resolve("w.npz")));
    Path zip = folder.resolve("network.zip");
    Path json = folder.resolve("network.json");
    Checkpoint description = WeightImport.run(weights, NOTHING, Map.of(), zip);
    Files.delete(zip);
    assertThat(WeightImport.run(weights, NOTHING, Map.of(), zip)).isEqualTo(description);
    assertThat(zip).isRegularFile();
    Files.delete(zip);
    Files.writeString(json, "{\"mine\": 1}");
    assertThatThrownBy(() -> WeightImport.run(weights, NOTHING, Map.of(), zip))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("network.json is there already");
    assertThat(json).hasContent("{\"mine\": 1}");
  }

  @Test
  void countersOfAveragedModelsAreLeftOut() throws IOException {
    UnaryOperator<List<Tensor>> averaged =
        tensors -> {
          List<Tensor> all = new ArrayList<>(renaming("^ > module.").apply(tensors));
          all.add(new Tensor("n_averaged", List.of(), new float[] {17}));
          return all;
        };
    ResNetArchitecture network = ResNetArchitecture.of(8, 1);
    Path weights =
        SmallWeights.of(network).write(folder.resolve("w.safetensors"), Map.of(), averaged);
    assertThat(imported(weights, NOTHING)).isEqualTo(network);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layer1.0.conv3.weight, 64, 16, 1, 1 | layer1.0.conv3.weight, as bottleneck blocks",
        "layer4.0.conv1.weight, 128, 64, 3, 3 | 4 groups of blocks (layer1, layer2, layer3,"
            + " layer4)",
        "layer2.0.bn1.weight, 16 | layer2.0.bn1 has 16 channels, layer2.0.conv1 gives 32",
        "conv1.weight, 16, 3, 7, 7 | a kernel of 7 × 7; expected 3 × 3",
        "conv1.weight, 32, 3, 3, 3 | conv1.weight has 32 channels and layer1.0.conv1.weight 16",
        "conv1.weight, 24, 3, 3, 3 | conv1.weight has 24 channels"
      })
  void otherNetworksAreRefusedByName(String tensor, String words) throws IOException {
    String[] parts = tensor.split(", ", -1);
    List<Integer> shape = new ArrayList<>();
    int count = 1;
    for (int i = 1; i < parts.length; i++) {
      shape.add(Integer.valueOf(parts[i]));
      count *= shape.get(i - 1);
    }
    Tensor other = new Tensor(parts[0], shape, new float[count]);
    UnaryOperator<List<Tensor>> change =
        tensors -> {
          List<Tensor> all = new ArrayList<>(SmallWeights.replacing(parts[0], null).apply(tensors));
          all.add(other);
          return all;
        };
    Path weights =
        SmallWeights.of(ResNetArchitecture.of(8, 1))
            .write(folder.resolve("w.safetensors"), Map.of(), change);
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(weights + " is of another network: ")
        .hasMessageContaining(words);
  }

  @Test
  void listsOfLayersThatBeginWithABatchNormArePreActivated() throws IOException {
    Path weights =
        SmallWeights.of(ResNetArchitecture.of(8, 1))
            .write(
                folder.resolve("w.safetensors"),
                Map.of(),
                renaming("(layer...)[.]bn1 > $1.body.0", "(layer...)[.]conv1 > $1.body.2"));
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("begin with a batch-norm");
  }

  @Test
  void tensorsOfAnUnknownKindAreNamedBeforeShortcutsAreAskedFor() throws IOException {
    Path weights =
        SmallWeights.of(ResNetArchitecture.of(8, 1))
            .write(folder.resolve("w.safetensors"), Map.of(), renaming("shortcut > way"));
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("such as layer2.0.way.0.weight, layer2.0.way.1.weight");
  }

  @Test
  void twoNetworksInOneFileAreRefused() throws IOException {
    UnaryOperator<List<Tensor>> twice =
        tensors -> {
          List<Tensor> all = new ArrayList<>(tensors);
          all.addAll(renaming("^ > module.").apply(tensors));
          return all;
        };
    Path weights =
        SmallWeights.of(ResNetArchitecture.of(8, 1))
            .write(folder.resolve("w.safetensors"), Map.of(), twice);
    assertThatThrownBy(() -> imported(weights, NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'conv1.weight' and 'module.conv1.weight'");
  }
}
