package org.convexityprobe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.convexityprobe.data.Json;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.NormalizationConfig;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.config.TrainConfig;
import org.convexityprobe.resnet.Shortcut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {
  @TempDir private Path folder;

  @Test
  void aFileOverridesDefaultsAndSettingsOverrideTheFile() throws IOException {
    Path file = write("model: {depth: 8, shortcut: none}\ntraining: {epochs: 300, seed: 5}\n");
    Configuration<TrainConfig> configuration =
        Configuration.of(TrainConfig.class, TrainConfig.defaults())
            .overlay(file)
            .set("model.depth", 14)
            .set("training.seed", null);
    TrainConfig config = configuration.resolve();
    assertThat(config.model().depth()).isEqualTo(14);
    assertThat(config.model().shortcut()).isEqualTo(Shortcut.NONE);
    assertThat(config.training().seed()).isEqualTo(5);
    assertThat(config.training().momentum()).isEqualTo(0.9);
    assertThat(configuration.overrides()).containsExactly("model.depth = 14");
  }

  @Test
  void unknownKeysAreRefusedWithTheKnownOnes() throws IOException {
    Path file = write("training:\n  learning-rate: 0.1\n");
    assertThatThrownBy(
            () -> Configuration.of(TrainConfig.class, TrainConfig.defaults()).overlay(file))
        .hasMessageContaining("unknown key 'training.learning-rate'")
        .hasMessageContaining("learningRate");
  }

  @Test
  void wrongTypesAreRefusedWithTheKey() throws IOException {
    for (String text :
        List.of("{epochs: lots}", "{epochs: 2.5}", "{augment: 3}", "{epochs: [1]}")) {
      Path file = write("training: " + text);
      assertThatThrownBy(
              () ->
                  Configuration.of(TrainConfig.class, TrainConfig.defaults())
                      .overlay(file)
                      .resolve())
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("training.");
    }
  }

  private TrainConfig train(String yaml) throws IOException {
    return Configuration.of(TrainConfig.class, TrainConfig.defaults())
        .overlay(write(yaml))
        .set("training.batchSize", 64)
        .resolve();
  }

  @Test
  void aSectionWithoutAValueLeavesItsDefaults() throws IOException {
    assertThat(train("training:\nmodel: {depth: 8}\n")).isEqualTo(train("model: {depth: 8}"));
  }

  @Test
  void aKeyWithoutAValueIsRefusedUnlessNullIsAValueOfIt() throws IOException {
    for (String text : List.of("{weightDecayOn: }", "{momentum: null}", "{milestones: }")) {
      String key = text.substring(1, text.indexOf(':'));
      assertThatThrownBy(() -> train("training: " + text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "%s: training.%s has no value; expected one, or leave the key out",
              folder.resolve("c.yaml"), key);
    }
    TrainConfig config = train("{data: {source: }, compute: {convolution: null}}");
    assertThat(config.data().source()).isNull();
    // As a manifest has it: directly, which is not the default.
    assertThat(config.compute().convolution()).isNull();
  }

  @Test
  void aFileWithoutKeysOrASectionWithoutThemIsNamed() {
    String file = folder.resolve("c.yaml").toString();
    assertThatThrownBy(() -> train("[8, 1]"))
        .hasMessage("%s: expected keys and values, found [8, 1]", file);
    assertThatThrownBy(() -> train("training: 3"))
        .hasMessage("%s: training: expected keys and values, found 3", file);
  }

  @Test
  void malformedYamlIsNamedWithOneLine() throws IOException {
    Path file = write("training:\n\tepochs: 3\n");
    assertThatThrownBy(
            () -> Configuration.of(TrainConfig.class, TrainConfig.defaults()).overlay(file))
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("line 1");
  }

  @Test
  void aFolderInPlaceOfAFileIsNamedAsOne() {
    assertThatThrownBy(
            () -> Configuration.of(TrainConfig.class, TrainConfig.defaults()).overlay(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": it is a folder; expected a file");
  }

  @Test
  void aMissingFileIsAFileError() {
    assertThatThrownBy(
            () ->
                Configuration.of(TrainConfig.class, TrainConfig.defaults())
                    .overlay(folder.resolve("none.yaml")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.yaml");
  }

  @ParameterizedTest
  @MethodSource("shippedTables")
  void theTablesThatShipAreValid(Path file) throws IOException {
    TableConfig config =
        Configuration.of(TableConfig.class, TableConfig.defaults()).overlay(file).resolve();
    assertThat(config.networks()).isNotEmpty();
  }

  private static TableConfig table(String yaml) {
    return Configuration.of(TableConfig.class, TableConfig.defaults()).overlayYaml(yaml).resolve();
  }

  @Test
  void aTableTrainsOneNetworkForEachSeedOfEachWidth() {
    TableConfig config = table("{depths: [8], widths: [1, 2], training: {seeds: [1, 3]}}");

    assertThat(config.networks().stream().map(TableNetwork::folderName))
        .containsExactly(
            "resnet8-k1-seed1", "resnet8-k1-seed3", "resnet8-k2-seed1", "resnet8-k2-seed3");
    assertThat(config.networks().stream().map(n -> config.trainConfig(n).training().seed()))
        .containsExactly(1L, 3L, 1L, 3L);
    assertThat(table("{training: {seed: 5}}").training().seeds()).containsExactly(5L);
  }

  @Test
  void oneSeedIsTheSameTableHoweverItIsWritten() {
    Manifest one = Manifest.of("table", table("{training: {seed: 5}}"), Map.of());
    Manifest list = Manifest.of("table", table("{training: {seeds: [5]}}"), Map.of());

    assertThat(list.configuration()).isEqualTo(one.configuration());
    TableConfig two = table("{training: {seeds: [2, 7]}}");
    assertThat(Json.convert(Manifest.of("table", two, Map.of()).configuration(), TableConfig.class))
        .isEqualTo(two);
  }

  @Test
  void seedsThatAreNoneOrTwiceTheSameAreRefused() {
    assertThatThrownBy(() -> table("{training: {seeds: []}}"))
        .hasMessageContaining("seeds is []; expected one or more, each once");
    assertThatThrownBy(() -> table("{training: {seeds: [1, 1]}}"))
        .hasMessageContaining("seeds is [1, 1]; expected one or more, each once");
    assertThatThrownBy(() -> table("{training: {sedes: [1, 1]}}"))
        .hasMessageContaining("unknown key 'training.sedes'");
  }

  @Test
  void depthsAndWidthsThatAreTwiceTheSameAreRefused() {
    assertThatThrownBy(() -> table("{depths: [8, 14, 8]}"))
        .hasMessageContaining("depths is [8, 14, 8]; expected each once");
    assertThatThrownBy(() -> table("{widths: [2, 2]}"))
        .hasMessageContaining("widths is [2, 2]; expected each once");
  }

  static List<Path> shippedTables() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("configs"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("table")).toList();
    }
  }

  @Test
  void theTrainingThatShipsIsValid() throws IOException {
    TrainConfig config =
        Configuration.of(TrainConfig.class, TrainConfig.defaults())
            .overlay(Path.of("configs/fashion-mnist.yaml"))
            .resolve();
    assertThat(config.data().source()).isEqualTo("idx:data/fashion-mnist");
    assertThat(config.data().normalization()).isEqualTo(NormalizationConfig.named("train"));
  }

  @Test
  void aNormalisationIsANameOrNumbers() throws IOException {
    Path file = write("data: {normalization: {mean: [0.25], std: [0.5]}}");
    DataConfig data =
        Configuration.of(TrainConfig.class, TrainConfig.defaults()).overlay(file).resolve().data();
    assertThat(data.normalization().given())
        .isEqualTo(new Normalization(List.of(0.25), List.of(0.5)));
    for (String wrong : List.of("mnist", "3", "{mean: [0.25]}")) {
      Path other = write("data: {normalization: %s}".formatted(wrong));
      assertThatThrownBy(
              () ->
                  Configuration.of(TrainConfig.class, TrainConfig.defaults())
                      .overlay(other)
                      .resolve())
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("shippedModels")
  void theModelsThatShipAreValid(Path file) throws IOException {
    TrainConfig config =
        Configuration.of(TrainConfig.class, TrainConfig.defaults())
            .overlay("model", file)
            .resolve();
    assertThat(file.getFileName().toString())
        .startsWith("resnet" + config.model().depth())
        .matches(
            config.model().shortcut() == Shortcut.NONE ? ".*-noskip\\.yaml" : "resnet\\d+\\.yaml");
  }

  static List<Path> shippedModels() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("models"))) {
      return files.toList();
    }
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("c.yaml"), yaml);
  }
}
