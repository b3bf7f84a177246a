package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproduceCommandTest {
  @TempDir private Path folder;

  private Invocation quick(Path out, String... names) {
    String[] fixed = {"reproduce", "--quick", "--quiet", "--out", out.toString()};
    String[] all = java.util.Arrays.copyOf(fixed, fixed.length + names.length);
    System.arraycopy(names, 0, all, fixed.length, names.length);
    return Invocation.of(all);
  }

  @Test
  void theListNamesEveryTargetWithItsNeedsAndCost() {
    Invocation list = Invocation.of("reproduce", "list");
    assertThat(list.code()).isEqualTo(ExitCode.OK);
    assertThat(list.out())
        .contains("001-figure7, 003-figure8", "needs CIFAR-10; quick: about", "003-table5")
        .contains("ever run in full: no")
        .containsPattern("003-table5\\R.*\\R.*in full: about \\d+ (days|h|min)");
  }

  @Test
  void theListEstimatesTablesOnClusters() {
    Invocation list = Invocation.of("reproduce", "list", "--cores", "16,256");
    assertThat(list.code()).as(list.err()).isEqualTo(ExitCode.OK);
    assertThat(list.out())
        .containsPattern("in full on 16 cores: about \\d+.*; its longest network alone takes \\d+")
        .containsPattern("in full on 256 cores");
  }

  @Test
  void clustersThatAreNoneAreRefusedBeforeTheMachineIsMeasured() {
    Invocation none = Invocation.of("reproduce", "list", "--cores", "0");
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("a core for each thread");
    assertThat(none.out()).isEmpty();
    Invocation threads = Invocation.of("reproduce", "list", "--threads", "4");
    assertThat(threads.code()).isEqualTo(ExitCode.USAGE);
    assertThat(threads.err()).contains("--threads has no effect without --cores N");
  }

  @Test
  void figuresWithoutDataAreMadeJudgedAndPutOnOnePage() throws IOException {
    Invocation made = quick(folder, "figure1", "figure2");
    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
    assertThat(made.out())
        .contains("100 of 100 lines to the planted point and 100 of 100")
        .containsPattern("001-figure2(.*\\R){3}  verdict   agrees");
    String page = Files.readString(folder.resolve("report.html"));
    assertThat(page)
        .contains("made with --quick", "figure1 of", "star of", "<td data-label=\"n\">");
    assertThat(page).doesNotContain("this run is going on");
    assertThat(folder.resolve("findings.json")).isNotEmptyFile();
  }

  @Test
  void figuresOnAMatrixThatIsMadeUpCannotBeCompared() {
    Invocation made = quick(folder, "figure3", "003-figure12");
    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
    assertThat(made.out())
        .contains("001-figure3", "001-figure4", "5 of 5 lines convex")
        .contains("cannot be compared: a synthetic matrix in place of the papers' data");
    assertThat(folder.resolve("lines-synthetic/lines.csv")).isNotEmptyFile();
    assertThat(folder.resolve("curvature-synthetic")).doesNotExist();
  }

  @Test
  void statementsOnRecoveryAreMadeAndSayHowMuchWasSeen() {
    Invocation made = quick(folder, "002-noise", "saddles");
    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
    assertThat(made.out())
        .contains("002-noise", "all local minima are very close to a global optimum")
        .contains("002-saddles", "a curvature bound at saddle points", "cannot be compared: ");
    assertThat(folder.resolve("recovery_saddles/saddles.csv")).isNotEmptyFile();
  }

  @Test
  void anUnknownTargetIsAUsageErrorThatNamesTheOthers() {
    Invocation wrong = quick(folder, "figure14");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("no table or figure 'figure14'", "figure13", "table5");
  }

  @Test
  void seedsOfNetworksAreRefusedWhereNoneIsTrained() {
    Path out = folder.resolve("out");
    Invocation wrong =
        Invocation.of("reproduce", "figure1", "figure2", "--seeds", "1,2", "--out", out.toString());
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err())
        .contains(
            "--seeds has no effect: no network is trained for figure1, figure2; leave the option"
                + " out");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "figure1 --data data, --data has no effect: no images",
    "table5 --nmf-data data, --nmf-data has no effect: no matrices",
    "'001-figure7 --seeds 1,2', --seeds has 2 numbers; expected one",
  })
  void optionsWithoutEffectAreRefused(String options, String message) {
    Path out = folder.resolve("out");
    Invocation wrong = Invocation.of(("reproduce " + options + " --out " + out).split(" ", -1));
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderWithARunOfAnotherCommandIsRefused() {
    assertThat(Invocation.of("nmf", "star", "--quiet", "--out", folder.toString()).code())
        .isEqualTo(ExitCode.OK);
    Invocation wrong = quick(folder, "figure2");
    assertThat(wrong.code()).isEqualTo(ExitCode.FILE);
    assertThat(wrong.err())
        .contains(folder + " holds a ", " run, not a reproduction; choose another folder");
    assertThat(folder.resolve("findings.json")).doesNotExist();
  }

  @Test
  void missingMatricesAreAnInputErrorThatSaysWhere() {
    Invocation wrong =
        Invocation.of(
            "reproduce",
            "figure5",
            "--nmf-data",
            folder.resolve("none").toString(),
            "--out",
            folder.resolve("out").toString());
    assertThat(wrong.code()).isEqualTo(ExitCode.FILE);
    assertThat(wrong.err()).contains("no matrix of Table 1 under", "none/birdsong");
  }
}
