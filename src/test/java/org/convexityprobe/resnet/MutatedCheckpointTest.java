package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.data.Mutation;
import org.convexityprobe.network.NotFiniteException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Damages a checkpoint at random: its zip, what the zip holds, and its description. Whatever comes
 * out, it must be the described network or a message that names the file.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedCheckpointTest {
  private static final ResNetArchitecture NETWORK = ResNetArchitecture.of(8, 1);
  private static final int ROUNDS = Mutation.rounds(100);

  @TempDir private Path folder;
  private Path zip;

  @BeforeEach
  void writeACheckpoint() throws IOException {
    zip = CheckpointFiles.file(folder, 0);
    ComputationGraph graph =
        new ComputationGraph(ResNetGraph.configuration(NETWORK, 1, new NoOp(), DataType.FLOAT));
    graph.init();
    CheckpointFiles.write(zip, graph, HostileCheckpointTest.description(NETWORK, Map.of()));
  }

  @Test
  void aDamagedZipGivesTheNetworkOrAMessage() throws IOException {
    byte[] valid = Files.readAllBytes(zip);
    Random random = Mutation.random("zip");
    for (int round = 0; round < ROUNDS; round++) {
      Files.write(zip, Mutation.of(valid, random));
      requireAnAnswer(zip, round);
    }
  }

  @Test
  void damagedEntriesWithTheirChecksumsGiveTheNetworkOrAMessage() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream content = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
        entries.put(entry.getName(), content.readAllBytes());
      }
    }
    Random random = Mutation.random("entries");
    for (int round = 0; round < ROUNDS; round++) {
      try (ZipOutputStream content = new ZipOutputStream(Files.newOutputStream(zip))) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          content.putNextEntry(new ZipEntry(entry.getKey()));
          content.write(Mutation.of(entry.getValue(), random));
        }
      }
      requireAnAnswer(zip, round);
    }
  }

  @Test
  void aDamagedDescriptionGivesTheNetworkOrAMessage() throws IOException {
    Path description = CheckpointFiles.description(zip);
    byte[] valid = Files.readAllBytes(description);
    Random random = Mutation.random("description");
    for (int round = 0; round < ROUNDS; round++) {
      Files.write(description, Mutation.of(valid, random));
      requireAnAnswer(folder, round);
    }
  }

  private void requireAnAnswer(Path named, int round) {
    try {
      CheckpointNetwork network = CheckpointFiles.read(zip);
      ResNetArchitecture found = network.description().resNet();
      // Only the description knows the size of images: any fits a network that averages over them.
      assertThat(List.of(found.depth(), found.width(), found.classes(), found.shortcut()))
          .as("round %d", round)
          .containsExactly(8, 1, NETWORK.classes(), NETWORK.shortcut());
      assertThat(network.parameters()).as("round %d", round).hasSize(NETWORK.parameters());
    } catch (IOException | IllegalArgumentException | NotFiniteException e) {
      assertThat(e.getMessage())
          .as("round %d: %s", round, e)
          .contains(named.toString())
          .doesNotContain(": null", "java.", "org.deeplearning4j.nn.graph");
    } catch (RuntimeException | Error e) {
      fail("round " + round + ": " + e, e);
    }
  }
}
