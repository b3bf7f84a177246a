package org.convexityprobe.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.convexityprobe.cli.Invocation;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.report.LengthCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table from training to print, in small. */
class TableCommandTest {
  private static final String GRID =
      """
      title: The smallest table
      depths: [8]
      widths: [1, 2]
      data: {source: synthetic, trainImages: 32, testImages: 8}
      training: {epochs: 1, checkpointEpochs: [0, 1], milestones: [], batchSize: 16, seeds: [1, 2]}
      probe: {lines: 2, points: 5, images: 8}
      """;

  @TempDir private Path folder;

  private Invocation table(String... options) throws IOException {
    Path config = folder.resolve("small.yaml");
    Files.writeString(config, GRID);
    List<String> fixed =
        List.of("table", "--config", "" + config, "--checkpoints", "" + folder.resolve("networks"));
    return Invocation.of(Stream.concat(fixed.stream(), Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void aTableIsTrainedProbedPrintedAndGoesOnWhereItStopped() throws IOException {
    Path out = folder.resolve("table");
    Invocation made = table("--out", out.toString());

    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
    assertThat(made.err()).contains("network 4 of 4: ResNet-8, k = 2, projection shortcut, seed 2");
    assertThat(made.out())
        .contains("The smallest table", "Depth 8, with skip connections")
        .contains("each cell: 2 networks of 2 lines", "± includes the variation between networks")
        .contains("Wider minus narrower networks", "Later minus first epoch")
        .containsPattern("8\\s+1\\s+k = 2 minus k = 1\\s+2 and 2")
        .containsPattern("8\\s+2\\s+1 minus 0\\s+2 ");
    Comparison comparison = Comparison.of(ProbeResults.read(out));
    assertThat(comparison.tables()).hasSize(1);
    assertThat(comparison.tables().get(0).cells())
        .hasSize(4)
        .allSatisfy(cell -> assertThat(cell.length().groups()).isEqualTo(2))
        .allSatisfy(TableCommandTest::isTheMeanOfItsNetworks);
    assertThat(out.resolve("tables/lengths.csv")).content().contains("yes,8,2,1,2,4,");
    assertThat(out.resolve("tables/lengths.tex")).content().contains("2 networks of 2 lines");
    assertThat(out.resolve("tables/differences.md")).isNotEmptyFile();
    assertThat(out.resolve("figures/lengths.svg")).isNotEmptyFile();

    goesOn(out, comparison);
    isMadeAgainFromItsNetworks(comparison);
  }

  private static void isTheMeanOfItsNetworks(LengthCell cell) {
    double mean =
        cell.networks().stream().mapToDouble(each -> each.length().mean()).average().orElseThrow();
    // Equal numbers of lines; only the order of two additions may differ.
    assertThat(cell.length().mean()).isCloseTo(mean, within(1e-14));
  }

  /** What one network lost is done again, to the same numbers; what is there is left alone. */
  private void goesOn(Path out, Comparison before) throws IOException {
    Path journal = out.resolve("resnet8-k2-seed2/journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, 1)) + "\n");
    Path zip = folder.resolve("networks/resnet8-k1-seed2/epoch-001.zip");
    FileTime trained = Files.getLastModifiedTime(zip);
    Invocation again = table("--out", out.toString(), "--quiet");

    assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.getLastModifiedTime(zip)).isEqualTo(trained);
    assertThat(Files.readAllLines(journal)).hasSameSizeAs(lines);
    assertThat(Comparison.of(ProbeResults.read(out))).isEqualTo(before);
  }

  private void isMadeAgainFromItsNetworks(Comparison both) throws IOException {
    Path out = folder.resolve("first");
    Invocation first = table("--out", out.toString(), "--seeds", "1", "--quiet", "--json", "-");

    assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.OK);
    Comparison one = Json.parse(first.out(), Comparison.class);
    assertThat(one.tables().get(0).cells())
        .extracting(cell -> cell.networks().get(0))
        .isEqualTo(
            both.tables().get(0).cells().stream().map(cell -> cell.networks().get(0)).toList());
  }

  @Test
  void seedsThatAreNoNumbersAreRefused() throws IOException {
    Invocation wrong = table("--seeds", "one");

    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("--seeds");
  }
}
