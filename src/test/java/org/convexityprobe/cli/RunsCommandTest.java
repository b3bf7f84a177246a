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
  private record Recipe(int epochs, List<Integer> checkpointEpochs) {}

  private record Training(Recipe training) {}

  @TempDir private Path folder;

  private static Manifest manifest() {
    return manifest(2);
  }

  /** Returns the manifest of a training with checkpoints until epoch 2. */
  private static Manifest manifest(int epochs) {
    return Manifest.of("training", new Training(new Recipe(epochs, List.of(0, 2))), Map.of());
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

  /** So it is while another command renames a temporary file. */
  @Test
  void aLinkThatLeadsNowhereLeavesTheList() throws IOException {
    made("nmf star --out " + folder + "/star");
    Files.createSymbolicLink(folder.resolve("star/gone"), Path.of("/no/such/file"));
    Files.createSymbolicLink(folder.resolve("gone"), Path.of("/no/such/folder"));

    assertThat(runs())
        .singleElement()
        .satisfies(run -> assertThat(run.kind()).isEqualTo("nmf-star"));
  }

  private void made(String command) {
    Invocation run = Invocation.of((command + " --quiet").split(" ", -1));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void runsOnMatricesAndOnRecoveryAreListedWithTheirMainResult() {
    String small = "--synthetic 12x15 --rank 2 --iterations 20 --solver hals --out " + folder;
    made("nmf lines --lines 2 " + small + "/nmf-lines");
    made("nmf curvature --optima 2 --points 3 --rates 0.5,1 " + small + "/nmf-curvature");
    made("nmf trajectory --repetitions 2 " + small + "/nmf-trajectory");
    made("nmf spectrum " + small + "/nmf-spectrum");
    made("nmf factorize " + small + "/nmf-factorize");
    made("nmf star --out " + folder + "/nmf-star");
    made(
        "nmf planted --sizes 4 --draws 4 --fact-draws 4 --laws half-normal --out "
            + folder
            + "/nmf-planted");
    String tiny = " --rank 1 --ratios 30 --instances 1 --out " + folder;
    made("recovery minima --size 5 --starts 2" + tiny + "/minima");
    made("recovery noise --size 5 --starts 1 --noises 0.1,0.2,0.4" + tiny + "/noise");
    made("recovery saddles --size 5 --searches 0" + tiny + "/saddles");
    made("recovery lines --sizes 4,5 --lines 2 --rank 1 --out " + folder + "/recovery-lines");
    made("recovery control --starts 40 --isometry 0.6 --out " + folder + "/control");
    made("recovery completion --size 8 --supports 8,4 --starts 1" + tiny + "/completion");

    assertThat(runs())
        .hasSize(13)
        .allSatisfy(run -> assertThat(run.result()).as(run.folder()).isNotEmpty());
    assertThat(runs())
        .extracting(RunSummary::result)
        .anyMatch(result -> result.startsWith("convex lines: "))
        .contains("every descent reaches X* from m = 30.0 nr on")
        .anyMatch(result -> result.endsWith("the control succeeded"))
        .anyMatch(result -> result.startsWith("median error with σ, m = 30.0 nr: exponent 1.0"));
    assertThat(runs())
        .extracting(RunSummary::networks)
        .contains("gaussian, n = 5, r = 1", "rank1, n = 4, 5, r = 1");
    String table = Invocation.of("runs", folder.toString()).out();
    int state = table.indexOf("state");
    assertThat(table.lines().skip(1))
        .as("rows whose state is below its heading")
        .hasSize(13)
        .allMatch(row -> row.startsWith(" finished ", state - 1));
  }

  @Test
  void aTrainingIsGoingOnWhileItsFolderIsHeldThenNotBegunThenStoppedThenFinished()
      throws IOException {
    Path run = folder.resolve("run");
    try (RunFolder held = RunFolder.open(run, manifest())) {
      assertThat(held.path()).isEqualTo(run);
      assertThat(runs()).extracting(each -> each.state().words()).containsExactly("going on");
    }
    assertThat(runs()).extracting(each -> each.state().words()).containsExactly("not begun");
    Files.writeString(run.resolve("training.csv"), "epoch\n");
    assertThat(runs()).extracting(each -> each.state().words()).containsExactly("stopped");
    Files.createFile(run.resolve("epoch-002.zip"));
    assertThat(runs()).extracting(each -> each.state().words()).containsExactly("finished");
  }

  @Test
  void aTrainingThatGoesOnAfterItsLastCheckpointIsFinishedWithItsLastEpoch() throws IOException {
    Path run = folder.resolve("run");
    RunFolder.open(run, manifest(12)).close();
    Files.writeString(run.resolve("epoch-002.zip"), "a checkpoint");
    assertThat(runs()).extracting(each -> each.state().words()).containsExactly("stopped");
    Path rows = run.resolve("training.csv");
    Files.writeString(rows, "epoch,seconds\n1,12\n2,12\n");
    assertThat(runs()).extracting(each -> each.state().words()).containsExactly("stopped");
    Files.writeString(rows, "epoch,seconds\n11,12\n12,12\n");
    assertThat(runs()).extracting(each -> each.state().words()).containsExactly("finished");
  }

  @Test
  void runsBehindLinksAreListedByTheNamesOfTheLinks() throws IOException {
    Path scratch = folder.resolve("scratch");
    RunFolder.open(scratch.resolve("run"), manifest()).close();
    Files.createSymbolicLink(scratch.resolve("loop"), scratch);
    Path runs = Files.createSymbolicLink(folder.resolve("runs"), scratch);
    Path one = Files.createDirectory(folder.resolve("other")).resolve("one");
    Files.createSymbolicLink(one, scratch.resolve("run"));
    assertThat(RunSummary.below(runs))
        .extracting(RunSummary::folder)
        .containsExactly(runs.resolve("run").toString());
    assertThat(RunSummary.below(folder.resolve("other")))
        .extracting(RunSummary::folder)
        .containsExactly(one.toString());
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
