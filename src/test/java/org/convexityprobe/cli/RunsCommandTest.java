package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.report.RunSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {
  private record Recipe(List<Integer> checkpointEpochs) {}

  private record Training(Recipe training) {}

  @TempDir private Path folder;

  private static Manifest manifest() {
    return Manifest.of("training", new Training(new Recipe(List.of(0, 2))), Map.of());
  }

  private List<RunSummary> runs() {
    Invocation runs = Invocation.of("runs", folder.toString(), "--json", "-");
    assertThat(runs.code()).as(runs.err()).isEqualTo(ExitCode.OK);
    return Json.parse(runs.out(), List.class, RunSummary.class);
  }

  @Test
  void aFinishedProbeIsListedWithItsLength() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path out = folder.resolve("deep/below/probe");
    Invocation probe =
        Invocation.of(
            ("probe --data synthetic --images 4 --lines 2 --points 3 --quiet --json - --out "
                    + out
                    + " "
                    + zip)
                .split(" ", -1));
    assertThat(probe.code()).as(probe.err()).isEqualTo(ExitCode.OK);
    Invocation runs = Invocation.of("runs", folder.toString());
    assertThat(runs.out().lines().filter(line -> line.contains("deep/below/probe")))
        .singleElement()
        .asString()
        .containsPattern("probe +finished .*1 checkpoint: L \\d\\.\\d{3} ± ");
  }

  @Test
  void aTrainingIsGoingOnWhileItsFolderIsHeldThenStoppedThenFinished() throws IOException {
    Path run = folder.resolve("run");
    try (RunFolder held = RunFolder.open(run, manifest())) {
      assertThat(held.path()).isEqualTo(run);
      assertThat(runs()).extracting(each -> each.state().words()).containsExactly("going on");
    }
    assertThat(runs()).extracting(each -> each.state().words()).containsExactly("stopped");
    Files.createFile(run.resolve("epoch-002.zip"));
    assertThat(runs()).extracting(each -> each.state().words()).containsExactly("finished");
  }

  @Test
  void aDamagedRunIsNamedAndTheOthersAreListed() throws IOException {
    RunFolder.open(folder.resolve("good"), manifest()).close();
    Files.createDirectories(folder.resolve("bad"));
    Files.writeString(folder.resolve("bad").resolve(Manifest.FILE), "{");
    assertThat(runs()).extracting(RunSummary::kind).containsExactly("damaged", "training");
    assertThat(runs().get(0).result()).contains("manifest.json");
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    Invocation none = Invocation.of("runs", folder.resolve("absent").toString());
    assertThat(none.code()).isEqualTo(ExitCode.FILE);
    assertThat(none.err()).contains("no such folder: ");
  }
}
