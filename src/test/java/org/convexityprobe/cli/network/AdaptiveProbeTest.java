package org.convexityprobe.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.cli.Invocation;
import org.convexityprobe.cli.UntrainedNetworks;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.landscape.LineScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes that sample the training images. */
class AdaptiveProbeTest {
  @TempDir private Path folder;

  private Invocation probe(Path out, String... options) throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 3);
    List<String> arguments =
        new ArrayList<>(List.of("probe", zip.toString(), "--data", "synthetic", "--quiet"));
    arguments.addAll(List.of("--points", "9", "--lines", "2", "--out", out.toString()));
    arguments.addAll(List.of(options));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private static CheckpointResult result(Path out) throws IOException {
    return Json.read(out.resolve(ProbeResults.FILE), ProbeResults.class).checkpoints().get(0);
  }

  @Test
  void theLengthIsThatOfAPlainScanOfAllImages() throws IOException {
    Path plain = folder.resolve("plain");
    Path adaptive = folder.resolve("adaptive");
    assertThat(probe(plain, "--images", "20").code()).isEqualTo(ExitCode.OK);
    Invocation invocation = probe(adaptive, "--scan", "adaptive", "--confidence", "0.975");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    assertThat(result(adaptive).images()).isEqualTo(20).isEqualTo(result(adaptive).population());
    for (int line = 0; line < 2; line++) {
      LineScan expected = result(plain).lines().get(line);
      LineScan found = result(adaptive).lines().get(line);
      assertThat(found.run().left()).isEqualTo(expected.run().left());
      assertThat(found.run().right()).isEqualTo(expected.run().right());
      assertThat(expected.evidence()).isNull();
      assertThat(found.evidence().population()).isEqualTo(20);
      assertThat(found.evidence().members()).containsOnly(20);
      assertThat(found.evidence().decisions()).isNotEmpty();
    }
    assertThat(result(adaptive).warnings())
        .anyMatch(
            warning ->
                warning.startsWith(
                    "L is that of all 20 training images on each line with 97.5 % probability"))
        .noneMatch(warning -> warning.contains("range"));
  }

  @Test
  void aSecondStartFindsEveryLineInTheJournal() throws IOException {
    Path out = folder.resolve("out");
    assertThat(probe(out, "--scan", "adaptive").code()).isEqualTo(ExitCode.OK);
    CheckpointResult first = result(out);
    assertThat(probe(out, "--scan", "adaptive").code()).isEqualTo(ExitCode.OK);

    assertThat(result(out)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "--images, 10, --images is 10; expected none with scan adaptive",
    "--batch-norm, batch, --batch-norm is batch; expected running or recalibrated",
    "--cross-check, slope, --cross-check is slope; expected none with scan adaptive",
    "--confidence, 0.4, --confidence is 0.4; expected above 0.5 with scan adaptive",
  })
  void optionsThatDoNotGoTogetherAreRefused(String option, String value, String message)
      throws IOException {
    Invocation invocation = probe(folder.resolve("out"), "--scan", "adaptive", option, value);

    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err()).contains(message);
  }

  @Test
  void anAdaptiveScanDoesNotRefine() throws IOException {
    Invocation invocation = probe(folder.resolve("out"), "--scan", "adaptive", "--refine");

    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err()).contains("--refine is true; expected false with scan adaptive");
  }
}
