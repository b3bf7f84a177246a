package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Every mistake gets one clear line and its exit code, and leaves nothing behind. */
class BadInputTest {
  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void chooseOutput() {
    out = folder.resolve("out");
  }

  @Test
  void oneNetworkGivenTwiceIsRefusedBeforeItIsProbed() throws IOException {
    Path first = UntrainedNetworks.trained(folder.resolve("one"), 1, 0, 3);
    Path second = UntrainedNetworks.trained(folder.resolve("other"), 1, 0, 3);
    Invocation invocation =
        Invocation.of("probe", "" + first, "" + second, "--data", "synthetic", "--out", "" + out);
    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err())
        .contains("are the same network (ResNet-8, k = 1, seed 3, epoch 0)");
    assertThat(out).doesNotExist();
  }

  @Test
  void aJsonFileThatCannotBeWrittenIsRefusedBeforeAnythingIsComputed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (Path json : List.of(folder, file.resolve("below/results.json"))) {
      Invocation invocation =
          Invocation.of(
              "nmf", "star", "--synthetic", "6x5", "--json", "" + json, "--out", "" + out);
      assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
      assertThat(invocation.err())
          .contains("'--json': '" + json + "' ", "; expected a")
          .doesNotContain("\tat ");
      assertThat(out).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--learning-rate 1000 | --learning-rate is 1000.0; expected above 0, below 1000",
        "--depth 6008 | depth is 6008; expected 6n + 2, at most 6002",
        "--width 1001 | width is 1001; expected k ≥ 1, at most 1000",
        "--depth 9 | depth is 9; expected 6n + 2",
        "--width 0 | width is 0; expected k ≥ 1",
        "--epochs 0 | epochs is 0; expected at least 1",
        "--epochs 2 --checkpoint-epochs 0,3 | --checkpoint-epochs is 3; expected 0 to 2",
        "--epochs 2 --checkpoint-epochs 2 --momentum 1 | momentum is 1.0; expected 0 ≤ μ < 1",
        "--milestones 5,3 | milestones is [5, 3]; expected rising numbers",
        "--threads 0 | threads is 0; expected 1 to 1024",
        "--state-interval -1 | --state-interval is -1; expected 0, for a save after each batch",
        "--normalization nonsense | unknown normalisation 'nonsense'",
      })
  void trainRefusesSettingsOutOfRange(String options, String message) {
    expect(ExitCode.USAGE, message, concat("train --data synthetic", options));
    assertThat(out).doesNotExist();
  }

  @Test
  void trainRefusesABatchThatCannotFitAndSaysHowMuchItNeeds() {
    expect(
        ExitCode.MEMORY,
        "GiB are free; use a smaller --batch-size",
        concat(
            "train --data synthetic --train-images 100 --test-images 10 --depth 110 --width 32",
            "--batch-size 100000 --epochs 1 --checkpoint-epochs 1"));
  }

  @Test
  void aBatchOfMoreImagesThanThereAreNeedsTheMemoryOfThese() {
    String[] train =
        concat(
            "train --data synthetic:8 --train-images 8 --test-images 4 --depth 8 --threads 1",
            "--batch-size 100000000 --epochs 1 --checkpoint-epochs 1 --quiet --out",
            out.toString());
    Invocation run = Invocation.of(train);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aLossThatIsNotFiniteStopsTrainingWithAPlaceAndAdvice() {
    // Decay of 0.9 at a rate of 900 multiplies the weights by −809 at every step.
    expect(
        ExitCode.NUMERICAL,
        "(learning rate 900.0); try a lower learning rate",
        concat(
            "train --data synthetic --train-images 160 --test-images 8 --depth 8 --epochs 2",
            "--batch-size 8 --checkpoint-epochs 2 --learning-rate 900 --weight-decay 0.9"));
  }

  @Test
  void trainSaysWhereImagesComeFromWhenThereAreNone() {
    expect(ExitCode.FILE, "no such folder", concat("train --data", folder + "/nothing"));
    assertThat(out).doesNotExist();
  }

  @Test
  void trainRefusesATruncatedDataFile() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[1000]);
    expect(ExitCode.FILE, "has 1000 bytes; expected 30730000", concat("train --data", "" + folder));
    assertThat(out).doesNotExist();
  }

  @Test
  void trainRefusesAnUnknownKeyInItsConfiguration() throws IOException {
    Path config = Files.writeString(folder.resolve("c.yaml"), "training:\n  epoch: 3\n");
    expect(
        ExitCode.USAGE,
        "c.yaml: unknown key 'training.epoch'; expected one of epochs",
        concat("train --config", "" + config));
  }

  @Test
  void trainRefusesAWrongTypeInItsConfiguration() throws IOException {
    Path config = Files.writeString(folder.resolve("c.yaml"), "training: {epochs: many}\n");
    expect(ExitCode.USAGE, "c.yaml: training.epochs", concat("train --config", "" + config));
  }

  @Test
  void trainRefusesMalformedYaml() throws IOException {
    Path config = Files.writeString(folder.resolve("c.yaml"), "training: [1, 2\n");
    expect(ExitCode.USAGE, "c.yaml: line", concat("train --config", "" + config));
  }

  @Test
  void trainRefusesAFolderThatHoldsOtherFiles() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("thesis.tex"), "precious");
    expect(ExitCode.FILE, "holds files but no run", concat("train --data synthetic", "--depth 8"));
    try (Stream<Path> content = Files.list(out)) {
      assertThat(content).containsExactly(out.resolve("thesis.tex"));
    }
  }

  @Test
  void probeRefusesAFolderThatHoldsAnotherExperiment() throws IOException {
    Path zip = checkpoint();
    assertThat(probe(zip, "--seed", "1").code()).isEqualTo(ExitCode.OK);
    Invocation second = probe(zip, "--seed", "2");
    assertThat(second.code()).isEqualTo(ExitCode.FILE);
    assertThat(second.err()).contains("another experiment").contains("probe.seed: 1 there, 2 now");
  }

  @ParameterizedTest
  @CsvSource({
    "--points, 50, points is 50; expected an odd number",
    "--points, 1, points is 1; expected at least 3",
    "--points, 1000001, 'points is 1000001; expected at least 3, at most 10001'",
    "--noise-threshold, Infinity, '--noise-threshold is Infinity; expected 0 or more, finite'",
    "--normalization, imagenet, --normalization imagenet has no effect",
    "--data-seed, 9, --data-seed 9 has no effect: a checkpoint carries the seed of the images",
    "--lines, 0, lines is 0",
    "--length, -1, length is -1.0; expected above 0",
    "--images, 1000000, expected 1 to 20"
  })
  void probeRefusesSettingsOutOfRange(String option, String value, String message)
      throws IOException {
    Invocation invocation = probe(checkpoint(), option, value);
    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err()).contains(message);
    assertThat(out.resolve("results.json")).doesNotExist();
  }

  @Test
  void probeRefusesAMissingCheckpoint() {
    Invocation invocation = probe(folder.resolve("none.zip"));
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err()).contains("no such checkpoint").contains("none.zip");
    assertThat(out).doesNotExist();
  }

  @Test
  void aMissingNetworkIsNamedBeforeOptionsForIt() {
    Path none = folder.resolve("none.pt");
    Invocation invocation = probe(none, "--mean", "0.5", "--std", "0.25");
    assertThat(invocation.err()).contains("no such checkpoint: " + none);
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
  }

  @Test
  void probeRefusesATruncatedCheckpoint() throws IOException {
    Path zip = checkpoint();
    Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), 5000));
    Invocation invocation = probe(zip);
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err()).contains("is truncated or no zip file");
  }

  @Test
  void aFileOfNoKnownFormatIsToldWhatNetworksCanBe() throws IOException {
    Path onnx = folder.resolve("a.onnx");
    Files.write(onnx, new byte[] {8, 7, 0x12, 7, 0, 1, 2, (byte) 0xff});
    Invocation invocation = probe(onnx);
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err())
        .contains(
            "a.onnx: it is binary data of no known format; expected a checkpoint (.zip) or a TorchScript network: torch.jit.trace(model.eval(), x).save('net.pt')");
  }

  @Test
  void probeRefusesAZipThatIsNoNetwork() throws IOException {
    Path zip = checkpoint();
    try (java.util.zip.ZipOutputStream content =
        new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
      content.putNextEntry(new java.util.zip.ZipEntry("readme.txt"));
    }
    Invocation invocation = probe(zip);
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err()).contains("is no DL4J network");
  }

  @Test
  void probeRefusesACheckpointThatIsNotTheNetworkDescribed() throws IOException {
    Path zip = checkpoint();
    Json.write(CheckpointFiles.description(zip), description(ResNetArchitecture.of(8, 2)));
    Invocation invocation = probe(zip);
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err()).contains("its description says ResNet-8, k = 2");
  }

  @Test
  void probeAsksForTheDescriptionBesideACheckpoint() throws IOException {
    Path zip = checkpoint();
    Files.delete(CheckpointFiles.description(zip));
    Invocation invocation = probe(zip);
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err()).contains("epoch-000.json is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evaluate DIR/epoch-000.zip --data synthetic --normalization imagenet | has no effect",
        "surface DIR/epoch-000.zip --data synthetic --normalization train --out DIR/x | has no"
            + " effect",
        "evaluate DIR/epoch-000.zip --data synthetic --output 1 | has no effect",
        "probe DIR --data synthetic --output logits --out DIR/x | has no effect",
        "surface DIR/epoch-000.zip --data synthetic --points 1000000 --out DIR/x | at most 2001",
        "path DIR --data synthetic --points 1000001 --out DIR/x | at most 10001",
        "sensitivity DIR/epoch-000.zip --data synthetic --points 1000001 --out DIR/x | at most"
            + " 10001"
      })
  void whatHasNoEffectOrNoEndIsRefused(String line, String words) throws IOException {
    checkpoint();
    Invocation run = Invocation.of(line.replace("DIR", folder.toString()).split(" ", -1));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(words);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void mistypedCommandsGetAHint() {
    Invocation invocation = Invocation.of("prob");
    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err()).contains("Did you mean").contains("probe");
  }

  private void expect(int code, String message, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--out";
    all[arguments.length + 1] = out.toString();
    Invocation invocation = Invocation.of(all);
    assertThat(invocation.err()).contains(message).doesNotContain("\tat ");
    assertThat(invocation.code()).isEqualTo(code);
  }

  private static String[] concat(String... parts) {
    return String.join(" ", parts).split(" ", -1);
  }

  private Invocation probe(Path zip, String... options) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("probe", zip.toString(), "--data", "synthetic", "--out", out.toString()));
    if (!List.of(options).contains("--lines")) {
      arguments.addAll(List.of("--lines", "1"));
    }
    if (!List.of(options).contains("--points")) {
      arguments.addAll(List.of("--points", "3"));
    }
    if (!List.of(options).contains("--images")) {
      arguments.addAll(List.of("--images", "2"));
    }
    arguments.addAll(List.of(options));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private Path checkpoint() throws IOException {
    ResNetArchitecture architecture = ResNetArchitecture.of(8, 1);
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(architecture, 1, new NoOp(), DataType.FLOAT));
    graph.init();
    Path zip = CheckpointFiles.file(folder, 0);
    CheckpointFiles.write(zip, graph, description(architecture));
    return zip;
  }

  private static Checkpoint description(ResNetArchitecture architecture) {
    return new Checkpoint(
        Checkpoint.SCHEMA_VERSION,
        architecture,
        0,
        new Checkpoint.TrainingData("synthetic", 20, 1, null),
        Normalization.CIFAR10,
        null,
        null,
        null);
  }
}
