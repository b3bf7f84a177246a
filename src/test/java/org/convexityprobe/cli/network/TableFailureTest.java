package org.convexityprobe.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.cli.Invocation;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.table.TrainRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.report.MissingNetwork;
import org.convexityprobe.resnet.training.Trainer;
import org.convexityprobe.resnet.training.TrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of a table that cannot be trained is named, and the others are finished. */
class TableFailureTest {
  private static final String GRID =
      """
      title: A table with a bad network
      depths: [8]
      widths: [1, 2]
      data: {source: synthetic, trainImages: 32, testImages: 8}
      training: {epochs: 1, checkpointEpochs: [0, 1], milestones: [], batchSize: 16}
      probe: {lines: 2, points: 5, images: 8}
      """;

  private static final String NETWORK = "ResNet-8, k = 2, projection shortcut, seed 1";

  @TempDir private Path folder;
  private Path config;
  private Path out;
  private Path bad;

  @BeforeEach
  void writeConfiguration() throws IOException {
    config = folder.resolve("grid.yaml");
    Files.writeString(config, GRID);
    out = folder.resolve("table");
    bad = folder.resolve("networks/resnet8-k2-seed1");
  }

  private Invocation table() {
    return Invocation.of(
        ("table --quiet --threads 1 --config "
                + config
                + " --checkpoints "
                + bad.getParent()
                + " --out "
                + out)
            .split(" ", -1));
  }

  /** Trains the second network for one batch. */
  private Path begin() throws IOException {
    TableConfig table =
        Configuration.of(TableConfig.class, TableConfig.defaults())
            .overlay(config)
            .set("compute.threads", 1)
            .resolve();
    TableNetwork network = table.networks().get(1);
    TrainRun.run(
        table.trainConfig(network),
        bad,
        true,
        Duration.ZERO,
        new RunControl<>(new TrainingListener() {}, () -> true),
        0);
    return bad.resolve(Trainer.STATE_FILE);
  }

  /** Gives a state weights that are finite, but overflow in the next step. */
  private static void blowUp(Path zip) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream content = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
        entries.put(entry.getName(), content.readAllBytes());
      }
    }
    byte[] weights = entries.get("coefficients.bin");
    for (int i = 1; i <= 640; i++) { // Those of the dense layer.
      ByteBuffer.wrap(weights).putFloat(weights.length - 4 * i, 3e38f);
    }
    try (ZipOutputStream content = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        content.putNextEntry(new ZipEntry(entry.getKey()));
        content.write(entry.getValue());
      }
    }
  }

  private void theOthersAreDone(Invocation made) throws IOException {
    assertThat(made.err()).doesNotContain("\tat ");
    ProbeResults results = ProbeResults.read(out);
    assertThat(results.checkpoints())
        .extracting(each -> each.description().resNet().width() + " " + each.description().epoch())
        .containsExactly("1 0", "1 1", "2 0");
    assertThat(results.missing())
        .extracting(
            MissingNetwork::network, each -> each.label().width(), each -> each.label().epoch())
        .containsExactly(org.assertj.core.api.Assertions.tuple(NETWORK, 2, 1));
    assertThat(made.out()).containsPattern("1 +\\d\\.\\d+ ± .* failed \\*");
    for (String file : new String[] {"lengths.md", "lengths.tex"}) {
      assertThat(out.resolve("tables").resolve(file)).content().contains("failed *", NETWORK);
    }
    Comparison comparison = Comparison.of(results);
    assertThat(Json.parse(Json.write(comparison), Comparison.class)).isEqualTo(comparison);
    assertThat(Invocation.of("compare", out.toString()).out()).contains("failed *", NETWORK);
  }

  @Test
  void aTrainingThatDivergesLeavesTheOthers() throws IOException {
    blowUp(begin());
    Invocation made = table();

    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.NUMERICAL);
    assertThat(made.err()).contains(NETWORK + ": training diverged: ", "at epoch 1");
    theOthersAreDone(made);
    assertThat(table().code()).as("the same command again").isEqualTo(ExitCode.NUMERICAL);
  }

  @Test
  void aDamagedStateLeavesTheOthers() throws IOException {
    Path state = begin();
    byte[] bytes = Files.readAllBytes(state);
    Files.write(state, Arrays.copyOf(bytes, bytes.length / 2));
    Invocation made = table();

    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.FILE);
    assertThat(made.err()).contains(state.toString(), "remove this file");
    theOthersAreDone(made);
    Files.delete(state);
    assertThat(table().code()).as("after the file is removed").isEqualTo(ExitCode.OK);
    assertThat(ProbeResults.read(out).missing()).isEmpty();
  }

  @Test
  void networksThatAllDivergeKeepWhatWasMeasuredBefore() throws IOException {
    Files.writeString(config, GRID.replace("batchSize: 16", "batchSize: 16, learningRate: 999"));
    Invocation made = table();

    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.NUMERICAL);
    assertThat(made.err().lines().filter(line -> line.contains("training diverged")))
        .as("each named once")
        .hasSize(2);
    assertThat(
            ProbeResults.read(out).missing().stream()
                .map(each -> each.label().epoch())
                .collect(Collectors.toSet()))
        .containsExactly(1);
  }
}
