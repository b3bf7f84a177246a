package org.convexityprobe.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.convexityprobe.cli.Convexity;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Json;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.network.CrossEntropy;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.CheckpointNetwork;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.Shortcut;
import org.convexityprobe.resnet.SmallWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands import, export and evaluate. */
class ImportCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int run(String... arguments) {
    CommandLine commandLine = Convexity.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  /** Runs a line of arguments, DIR standing for the temporary folder. */
  private int runLine(String line) {
    return run(
        Arrays.stream(line.split(" ", -1))
            .map(argument -> argument.replace("DIR", folder.toString()))
            .toArray(String[]::new));
  }

  private void writeWeights() throws IOException {
    SmallWeights projection = SmallWeights.of(ResNetArchitecture.of(8, 1));
    projection.write(folder.resolve("w.safetensors"));
    SmallWeights.of(ResNetArchitecture.of(8, 1).withShortcut(Shortcut.NONE))
        .write(folder.resolve("plain.npz"));
    byte[] whole = Files.readAllBytes(folder.resolve("w.safetensors"));
    Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(folder.resolve("w.pt"), "a pickle");
    Files.createFile(folder.resolve("there.zip"));
  }

  @Test
  void importsEvaluatesAndExports() throws IOException {
    writeWeights();
    assertThat(
            runLine(
                "import DIR/plain.npz --shortcut none --mean 0.5,0.5,0.5 --std 0.2,0.25,0.3"
                    + " --epoch 7 --out DIR/models/plain.zip"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("ResNet-8, k = 1, no shortcuts, epoch 7", "mean [0.5, 0.5, 0.5]");
    assertThat(
            runLine(
                "evaluate DIR/models/plain.zip --data synthetic --train-images 20 --test-images 70"
                    + " --batch-size 2 --threads 1 --quiet --json DIR/scores.json"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    requireScores();
    assertThat(runLine("export DIR/models/plain.zip --out DIR/again.npz")).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("again.npz")).hasSameBinaryContentAs(folder.resolve("plain.npz"));
  }

  /** More images than are evaluated together (64 at this batch size) come to the same sums. */
  private void requireScores() throws IOException {
    CheckpointNetwork network = CheckpointFiles.read(folder.resolve("models/plain.zip"));
    ImageSet images = SyntheticImages.dataset(20, 70, 1).test();
    double loss = 0;
    int correct;
    try (NetworkFunction function =
        Execution.REFERENCE.function(
            network.graph().getConfiguration(),
            new LossSpec(network.description().normalization().apply(images), 2, false),
            1)) {
      double[] logits = function.logits(network.parameters());
      for (double term : CrossEntropy.losses(logits, images.labels())) {
        loss += term / 70;
      }
      correct = CrossEntropy.correct(logits, images.labels());
    }
    String scores = Json.writeLine(Json.read(folder.resolve("scores.json"), List.class));
    assertThat(scores).contains("\"images\":70,\"correct\":" + correct);
    assertThat(out.toString())
        .containsPattern("test +70 +%d .* %.6f".formatted(correct, loss))
        .containsPattern("training +20 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|w.safetensors|--out DIR/x.zip|--normalization cifar10 or imagenet",
        "2|w.safetensors|--mean 0.5,0.5,0.5 --out DIR/x.zip|--mean alone",
        "2|w.safetensors|--mean 125,123,114 --std 63,62,66 --out DIR/x.zip|divide by 255",
        "2|w.safetensors|--mean 0.5,0.5 --std 0.5,0.5 --out DIR/x.zip|expected 3",
        "2|w.safetensors|--mean 0.5,a,0.5 --std 0.5,1,1 --out DIR/x.zip|--mean",
        "2|w.safetensors|--normalization mnist --out DIR/x.zip|mnist",
        "2|w.safetensors|--normalization cifar10 --std 1,1,1 --out DIR/x.zip|not both",
        "2|w.safetensors|--normalization cifar10 --depth 20 --out DIR/x.zip|--depth is 20",
        "2|w.safetensors|--normalization cifar10 --epoch -1 --out DIR/x.zip|epoch is -1",
        "2|w.safetensors|--normalization cifar10 --out DIR/x.npz|ends in .zip",
        "2|plain.npz|--normalization cifar10 --out DIR/x.zip|--shortcut identity",
        "3|plain.npz|--normalization cifar10 --shortcut projection --out DIR/x.zip|missing: layer2",
        "3|none.npz|--normalization cifar10 --out DIR/x.zip|no such file",
        "3|cut.safetensors|--normalization cifar10 --out DIR/x.zip|cut.safetensors is no valid",
        "3|w.pt|--normalization cifar10 --out DIR/x.zip|it is text; expected tensors",
        "3|w.safetensors|--normalization cifar10 --out DIR/there.zip|is there already",
        "3|w.safetensors|--normalization cifar10 --out DIR/w.pt/x.zip|w.pt",
      })
  void mistakesHaveOneClearMessageAndLeaveNothingBehind(
      int code, String weights, String options, String message) throws IOException {
    writeWeights();
    List<Path> before = files();
    assertThat(runLine("import DIR/" + weights + " " + options)).isEqualTo(code);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|export DIR/none.zip --out DIR/x.npz|no such checkpoint",
        "3|export DIR/there.zip --out DIR/x.npz|there.zip",
        "3|evaluate DIR/none.zip --data synthetic|no such checkpoint",
        "2|evaluate DIR/none.zip --data synthetic --batch-size 0|--batch-size is 0",
        "2|export DIR/none.zip|--out",
      })
  void mistakesWithCheckpointsHaveOneClearMessage(int code, String line, String message)
      throws IOException {
    writeWeights();
    List<Path> before = files();
    assertThat(runLine(line)).isEqualTo(code);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void exportKnowsTwoFormats() throws IOException {
    writeWeights();
    runLine("import DIR/w.safetensors --normalization cifar10 --out DIR/w.zip");
    assertThat(runLine("export DIR/w.zip --out DIR/w.h5")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("w.h5: expected a file name that ends in .safetensors or .npz");
    assertThat(folder.resolve("w.h5")).doesNotExist();
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }
}
