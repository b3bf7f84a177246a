package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.Tensor;
import org.convexityprobe.data.TensorFile;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.SmallWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Given directions, saved directions, and lines in the formats of other programs. */
class DirectionCommandTest {
  private static final String PROBE =
      "probe DIR/w.zip --data synthetic --train-images 20 --points 5 --images 10 --threads 1"
          + " --quiet ";
  private static final String NAME = "resnet8-k1-epoch-000";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @BeforeEach
  void importNetwork() throws IOException {
    SmallWeights.of(ResNetArchitecture.of(8, 1)).write(folder.resolve("w.safetensors"));
    run("import DIR/w.safetensors --normalization cifar10 --out DIR/w.zip");
  }

  private int run(String line) {
    CommandLine commandLine = Convexity.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(
        Arrays.stream(line.split(" ", -1))
            .map(argument -> argument.replace("DIR", folder.toString()))
            .toArray(String[]::new));
  }

  private CheckpointResult result(String run) throws IOException {
    return ProbeResults.read(folder.resolve(run)).checkpoints().get(0);
  }

  @Test
  void aSavedDirectionGivesTheSameLineAgain() throws IOException {
    String drawn = "--lines 2 --normalization-direction random --save-directions --out DIR/drawn";
    assertThat(run(PROBE + drawn)).as(err.toString()).isEqualTo(ExitCode.OK);
    String file = "DIR/drawn/directions/" + NAME + "/line-001.safetensors";
    assertThat(run(PROBE + "--direction " + file + " --out DIR/given"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    CheckpointResult before = result("drawn");
    CheckpointResult after = result("given");
    assertThat(after.lines()).hasSize(1);
    assertThat(after.lines().get(0).values()).isEqualTo(before.lines().get(1).values());
    assertThat(after.accuracies().get(0)).isEqualTo(before.accuracies().get(1));
    linesAreExported(before);
    directionIsExported();
    assertThat(run(PROBE + "--lines 2 --normalization-direction random --out DIR/drawn"))
        .isEqualTo(ExitCode.FILE);
    assertThat(err.toString()).contains("holds another experiment");
  }

  @Test
  void directionsKeepTheNetworksShapesWhateverTheFilters() throws IOException {
    String drawn = "--lines 1 --filter conv1.weight=whole --save-directions --out DIR/whole";
    assertThat(run(PROBE + drawn)).as(err.toString()).isEqualTo(ExitCode.OK);
    String file = "whole/directions/" + NAME + "/line-000.safetensors";
    assertThat(TensorFile.read(folder.resolve(file)).find("conv1.weight").orElseThrow().shape())
        .containsExactly(16, 3, 3, 3);
    assertThat(run(PROBE + "--direction DIR/" + file + " --out DIR/given"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    assertThat(result("given").lines().get(0).values())
        .isEqualTo(result("whole").lines().get(0).values());
  }

  @Test
  void directionsOfNetworksOfOneNameAreAllWritten() throws IOException {
    run("import DIR/w.safetensors --normalization cifar10 --out DIR/v.zip");
    String two = PROBE.replace("DIR/w.zip", "DIR/w.zip DIR/v.zip");
    assertThat(run(two + "--lines 1 --save-directions --out DIR/two"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    Path directions = folder.resolve("two/directions");
    assertThat(directions.resolve(NAME + "/line-000.safetensors")).exists();
    assertThat(directions.resolve(NAME + "-2/line-000.safetensors")).exists();
  }

  private void linesAreExported(CheckpointResult result) throws IOException {
    try (HdfFile file = new HdfFile(folder.resolve("drawn/hdf5/" + NAME + "_1.h5"))) {
      assertThat((double[]) file.getDatasetByPath("xcoordinates").getData())
          .containsExactly(-0.5, -0.25, 0, 0.25, 0.5);
      assertThat((double[]) file.getDatasetByPath("train_loss").getData())
          .containsExactly(result.lines().get(1).values().toArray(Double[]::new));
      assertThat((double[]) file.getDatasetByPath("train_acc").getData())
          .containsExactly(result.accuracies().get(1).toArray(Double[]::new));
    }
    assertThat(result.accuracies().get(1))
        .as("percent of ten images")
        .allMatch(p -> p >= 0 && p <= 100 && p % 10 == 0);
    TensorFile columns = TensorFile.read(folder.resolve("drawn/lines-" + NAME + ".npz"));
    assertThat(columns.tensors())
        .extracting(Tensor::name)
        .containsExactly(
            "line",
            "lambda",
            "loss",
            "accuracy",
            "second_difference",
            "threshold",
            "standard_error");
    assertThat(columns.find("line").orElseThrow().values())
        .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    assertThat(columns.find("loss").orElseThrow().values()[7])
        .isEqualTo(result.lines().get(1).values().get(2).floatValue());
    assertThat(columns.find("second_difference").orElseThrow().values()[4]).isNaN();
  }

  /** PyTorch's parameters() of ResNet-8: 15 tensors, 2 · 3 of projections, 2 of the dense layer. */
  private void directionIsExported() throws IOException {
    Path directions = folder.resolve("drawn/directions").resolve(NAME);
    TensorFile tensors = TensorFile.read(directions.resolve("line-001.safetensors"));
    try (HdfFile file = new HdfFile(directions.resolve("line-001.h5"))) {
      Group group = (Group) file.getChild("xdirection");
      assertThat(group.getChildren()).hasSize(7 * 3 + 2 * 3 + 2);
      requireTensor(group, 0, tensors, "conv1.weight");
      // Blocks of segments 2 and 3: two convolutions with their batch-norms, then the shortcut.
      requireTensor(group, 9, tensors, "layer2.0.conv1.weight");
      requireTensor(group, 15, tensors, "layer2.0.shortcut.0.weight");
      requireTensor(group, 18, tensors, "layer3.0.conv1.weight");
      assertThat(group.getDatasetByPath("28").getDimensions()).containsExactly(10);
    }
  }

  private static void requireTensor(Group group, int index, TensorFile tensors, String name) {
    Tensor expected = tensors.find(name).orElseThrow();
    float[][][][] found = (float[][][][]) group.getDatasetByPath(String.valueOf(index)).getData();
    int inputs = expected.shape().get(1);
    int kernel = expected.shape().get(2);
    assertThat(List.of(found.length, found[0].length, found[0][0].length))
        .isEqualTo(List.of(expected.shape().get(0), inputs, kernel));
    assertThat(found[2][1][kernel - 1][0])
        .as(name)
        .isEqualTo(expected.values()[((2 * inputs + 1) * kernel + kernel - 1) * kernel]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|--direction DIR/none.npz|none.npz",
        "3|--direction DIR/w.zip|expected tensors",
        "3|--direction DIR/other.npz|layer9.weight [1] has no place in the network",
        "3|--direction DIR/nan.npz|is NaN",
        "2|--direction DIR/w.safetensors --lines 5|--lines is 5",
        "2|--direction DIR/moving.npz --cross-check slope|moves running statistics",
        "2|--direction DIR/moving.npz --cross-check curvature|moves running statistics",
        "2|--direction DIR/w.safetensors --normalization-direction random|leave out",
        "2|--direction DIR/w.safetensors --filter conv1.weight=fixed|leave out --filter",
      })
  void mistakesHaveOneClearMessageAndLeaveNothingBehind(int code, String options, String message)
      throws IOException {
    write("other.npz", new Tensor("layer9.weight", List.of(1), new float[1]));
    write(
        "moving.npz",
        new Tensor(
            "bn1.running_mean",
            List.of(16),
            new float[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    float[] bias = new float[10];
    bias[3] = Float.NaN;
    write("nan.npz", new Tensor("linear.bias", List.of(10), bias));
    assertThat(run(PROBE + options + " --out DIR/run")).isEqualTo(code);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private void write(String name, Tensor tensor) throws IOException {
    new TensorFile(List.of(tensor), Map.of()).write(folder.resolve(name));
  }

  /** The whole way through the command line, to losses that a PyTorch program computed. */
  @Test
  @EnabledIfEnvironmentVariable(named = "CONVEXITY_REFERENCE", matches = ".+")
  @EnabledIfEnvironmentVariable(named = "CONVEXITY_DATA", matches = ".+")
  void aLineOfAnotherProgramIsRepeated() throws IOException {
    Path networks = Path.of(System.getenv("CONVEXITY_REFERENCE"), "networks");
    String name = networks.resolve("resnet56-projection").toString();
    JsonNode golden = new ObjectMapper().readTree(Path.of(name + ".golden.json").toFile());
    JsonNode line = golden.get("line");
    ImageDataset all = Cifar10.load(Path.of(System.getenv("CONVEXITY_DATA")));
    Cifar10.write(
        new ImageDataset(
            "first",
            all.classNames(),
            all.train().first(line.get("images").asInt()),
            all.test().first(1)),
        folder.resolve("first"));
    run("import " + name + ".safetensors --normalization cifar10 --out DIR/golden.zip");
    int code =
        run(
            "probe DIR/golden.zip --data custom:DIR/first --quiet --points "
                + line.get("lambda").size()
                + " --direction "
                + name
                + ".direction.safetensors --out DIR/golden");
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
    List<Double> losses = result("golden").lines().get(0).values();
    for (int i = 0; i < losses.size(); i++) {
      double expected = line.get("loss_f64").get(i).asDouble();
      assertThat(losses.get(i)).isCloseTo(expected, within(1e-5 * expected));
    }
    assertThat(Files.exists(folder.resolve("golden/results.json"))).isTrue();
  }
}
