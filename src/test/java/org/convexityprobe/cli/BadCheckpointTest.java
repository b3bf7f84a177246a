package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.CheckpointNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A checkpoint that cannot be used is named by every command, and the others are finished. */
class BadCheckpointTest {
  private static final String DATA = " --data synthetic --threads 1 --quiet";
  private static final String LOSS = DATA + " --images 4 --out DIR/out";

  @TempDir private Path folder;
  private Path good;
  private Path bad;

  @BeforeEach
  void writeCheckpoints() throws IOException {
    good = UntrainedNetworks.write(folder, 1, 0);
    bad = UntrainedNetworks.write(folder, 1, 1);
  }

  private Invocation run(String line) {
    return Invocation.of(
        Arrays.stream(line.split(" ", -1))
            .map(argument -> argument.replace("DIR", folder.toString()))
            .toArray(String[]::new));
  }

  /** Gives the second checkpoint a number that cannot be. */
  private void spoil(float value) throws IOException {
    CheckpointNetwork network = CheckpointFiles.read(bad);
    Checkpoint description = network.description();
    network.graph().params().putScalar(490, value);
    CheckpointFiles.write(bad, network.graph(), description);
  }

  private void damage() throws IOException {
    byte[] bytes = Files.readAllBytes(bad);
    Files.write(bad, Arrays.copyOf(bytes, bytes.length / 2));
  }

  @ParameterizedTest
  @CsvSource({"NaN, 4", "Infinity, 4", "-1, 4", "cut, 3"})
  void evaluateNamesItAndEvaluatesTheOther(String value, int code) throws IOException {
    spoilOrCut(value);
    Invocation run =
        run("evaluate DIR/epoch-001.zip DIR/epoch-000.zip --test-images 4 --train-images 4" + DATA);
    requireNamed(run, code);
    assertThat(run.out()).contains("epoch-000.zip", "test").doesNotContain("epoch-001.zip");
  }

  @ParameterizedTest
  @CsvSource({"NaN, 4", "cut, 3"})
  void probeNamesItAndProbesTheOther(String value, int code) throws IOException {
    spoilOrCut(value);
    Invocation run = run("probe DIR --lines 1 --points 3" + LOSS);
    requireNamed(run, code);
    assertThat(run.out()).contains("Depth 8");
    assertThat(ProbeResults.read(folder.resolve("out")).checkpoints())
        .extracting(result -> result.name())
        .containsExactly(good.toString());
    assertThat(run("probe DIR --lines 1 --points 3" + LOSS).code())
        .as("the same command again")
        .isEqualTo(code);
  }

  @Test
  void aFileThatIsNoCheckpointIsNamedWithoutAdviceOnMatrices() throws IOException {
    assertThat(run("evaluate DIR/epoch-001.json" + DATA).err())
        .endsWith("epoch-001.json: it describes " + bad + "; give that\n");
    Files.writeString(folder.resolve("a.json"), "{\"a\": 1}");
    assertThat(run("evaluate DIR/a.json" + DATA).err())
        .endsWith(
            "a.json: it is JSON, or an array as Python prints it; expected a checkpoint (.zip)\n");
  }

  @Test
  void surfaceNamesItAndDrawsTheOther() throws IOException {
    spoil(Float.NaN);
    Invocation run = run("surface DIR --points 3" + LOSS);
    requireNamed(run, ExitCode.NUMERICAL);
    assertThat(SurfaceResults.read(folder.resolve("out")).surfaces()).hasSize(1);
  }

  @Test
  void sensitivityNamesItAndStudiesTheOther() throws IOException {
    spoil(Float.NaN);
    Invocation run = run("sensitivity DIR --lines 1 --points 3 --batch-norms running" + LOSS);
    requireNamed(run, ExitCode.NUMERICAL);
    assertThat(run.err().lines().filter(line -> line.contains("running_var")))
        .as("said once, not with each convention")
        .hasSize(1);
    assertThat(folder.resolve("out/sensitivity.md")).exists();
  }

  /** Every command that reads a checkpoint, on the bad one. */
  private static List<String> everyCommand() {
    return List.of(
        "evaluate DIR/epoch-001.zip --test-images 4 --train-images 4" + DATA,
        "probe DIR/epoch-001.zip --lines 1 --points 3" + LOSS,
        "surface DIR/epoch-001.zip --points 3" + LOSS,
        "sensitivity DIR/epoch-001.zip --lines 1 --points 3 --batch-norms running" + LOSS,
        "path DIR --points 3" + LOSS,
        "export DIR/epoch-001.zip --out DIR/out.npz");
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void aNumberThatIsNotFiniteIsANumericalFailure(String line) throws IOException {
    spoil(Float.POSITIVE_INFINITY);
    Invocation run = run(line);
    requireNamed(run, ExitCode.NUMERICAL);
    assertThat(folder.resolve("out/results.json")).doesNotExist();
    assertThat(folder.resolve("out.npz")).doesNotExist();
  }

  /** What Java would deserialise is not read; what DL4J would load is refused. */
  @ParameterizedTest
  @MethodSource("everyCommand")
  void noCommandTakesAnotherNetworkForTheOneDescribed(String line) throws IOException {
    rewrite(bad, "impl.ActivationReLU", "impl.ActivationIdentity");
    Invocation run = run(line);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FILE);
    assertThat(run.err()).contains(bad.toString(), "ActivationIdentity").doesNotContain("\tat ");
  }

  @Test
  void trainResumesFromNoOtherNetworksState() throws IOException {
    String train =
        "train --depth 8 --train-images 16 --test-images 4 --batch-size 8 --epochs 2"
            + " --milestones 1 --checkpoint-epochs 2 --out DIR/run"
            + DATA;
    assertThat(run(train).code()).isEqualTo(ExitCode.OK);
    Path state = folder.resolve("run/state.zip");
    byte[] whole = Files.readAllBytes(state);
    for (String[] change :
        new String[][] {
          {"impl.ActivationReLU", "impl.ActivationIdentity"},
          {"convexityprobe.resnet.training.HeavyBall", "nd4j.linalg.learning.config.Sgd"},
          {"\"momentum\" : 0.9", "\"momentum\" : 0.5"},
          {"\"epochCount\" : 2", "\"epochCount\" : -1"},
          {"\"epoch\" : 2,", "\"epoch\" : 3,"}
        }) {
      Files.write(state, whole);
      rewrite(state, change[0], change[1]);
      Invocation run = run(train + " --resume");
      assertThat(run.code()).as("%s: %s", change[1], run.err()).isEqualTo(ExitCode.FILE);
      assertThat(run.err()).contains("state.zip").doesNotContain("\tat ");
    }
    Files.write(state, whole);
    assertThat(run(train + " --resume").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aLineAtWhoseEndsTheNetworkOverflowsIsANumericalFailure() throws IOException {
    Invocation run = run("probe DIR/epoch-000.zip --lines 1 --points 3 --length 1e30" + LOSS);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.NUMERICAL);
    assertThat(run.out()).contains("the loss is not finite at 2 points of the lines");
    assertThat(ProbeResults.read(folder.resolve("out")).checkpoints().get(0).summary().length())
        .satisfies(length -> assertThat(length.mean()).isZero());
  }

  private void spoilOrCut(String value) throws IOException {
    if (value.equals("cut")) {
      damage();
    } else {
      spoil(Float.parseFloat(value));
    }
  }

  private void requireNamed(Invocation run, int code) {
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).contains(bad.toString()).doesNotContain("\tat ");
    if (code == ExitCode.NUMERICAL) {
      assertThat(run.err()).contains("bn1.running_var holds");
    }
  }

  /** Replaces a text in all entries of a zip that are text. */
  private static void rewrite(Path zip, String from, String to) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream content = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
        entries.put(entry.getName(), content.readAllBytes());
      }
    }
    try (ZipOutputStream content = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        content.putNextEntry(new ZipEntry(entry.getKey()));
        content.write(
            entry.getKey().endsWith(".json")
                ? new String(entry.getValue(), StandardCharsets.UTF_8)
                    .replace(from, to)
                    .getBytes(StandardCharsets.UTF_8)
                : entry.getValue());
      }
    }
  }
}
