package org.convexityprobe.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.convexityprobe.cli.Convexity;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.SmallWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SensitivityCommandTest {
  private static final String STUDY =
      "sensitivity DIR/w.zip --data synthetic --train-images 20 --images 10 --lines 2 --threads 1"
          + " --quiet --out DIR/study ";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @BeforeEach
  void importNetwork() throws IOException {
    SmallWeights.of(ResNetArchitecture.of(8, 1)).write(folder.resolve("w.npz"));
    run("import DIR/w.npz --normalization cifar10 --out DIR/w.zip");
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

  @Test
  void everyConventionHasARowAndAProbeOfItsOwn() throws IOException {
    String study = STUDY + "--points 3,5 --batch-norms running";
    assertThat(run(study)).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsPattern("ignore +running +3 +10 +\\d\\.\\d{3} ± ")
        .containsPattern("random +running +5 +10 +\\d\\.\\d{3} ± ")
        .containsPattern("weights +running +5 +10 +\\d\\.\\d{3} ± ")
        .contains("The papers print no value for this network.");
    assertThat(Files.readString(folder.resolve("study/sensitivity.md")))
        .contains("## ResNet-8, k = 1, projection shortcut, epoch 0")
        .containsPattern("\\| random \\| running \\| 3 \\| 10 \\| \\d\\.\\d{3} ± ");
    assertThat(folder.resolve("study/figures/sensitivity.svg")).isNotEmptyFile();
    drawsAreShared();
    String report = Files.readString(folder.resolve("study/sensitivity.json"));
    assertThat(run(study)).as("again").isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("study/sensitivity.json")).hasContent(report);
  }

  @Test
  void theRangeForAllImagesStandsBesideLWhereImagesAreAPart() throws IOException {
    // STUDY itself has ten images.
    String study =
        STUDY + "--images 20 --points 3 --batch-norms running --normalization-directions ignore";
    assertThat(run(study)).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsPattern("ignore +running +3 +20 +\\S+ ± \\S+ +\\S+ ± \\S+ +– ")
        .containsPattern("ignore +running +3 +10 +\\S+ ± \\S+ +\\S+ ± \\S+ +\\S+ to ");
  }

  @Test
  void allImagesAreTakenByDefaultWhereThereAreFew() throws IOException {
    String study =
        STUDY.replace("--images 10 ", "")
            + "--points 3 --batch-norms running --normalization-directions ignore";
    assertThat(run(study)).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).containsPattern("ignore +running +3 +20 ");
    String more = study.replace("DIR/study", "DIR/more") + " --images 20,21";
    assertThat(run(more)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("--images is 21, but there are 20 training images; expected 1 to 20");
    assertThat(folder.resolve("more")).as("refused before its first probe").doesNotExist();
  }

  @Test
  void lossesThatAreNotFiniteAreANumericalFailure() throws IOException {
    Files.writeString(folder.resolve("long.yaml"), "probe: {length: 1.0e+30}");
    String study =
        "--config DIR/long.yaml --points 3 --batch-norms running --normalization-directions ignore";
    assertThat(run(STUDY + study)).as(err.toString()).isEqualTo(ExitCode.NUMERICAL);
    assertThat(folder.resolve("study/sensitivity.md")).isNotEmptyFile();
  }

  /** A coarser grid on the same draw has a subset of the same points. */
  private void drawsAreShared() throws IOException {
    ProbeResults coarse = ProbeResults.read(folder.resolve("study/random-running-3-10"));
    ProbeResults fine = ProbeResults.read(folder.resolve("study/random-running-5-10"));
    for (int line = 0; line < 2; line++) {
      var few = coarse.checkpoints().get(0).lines().get(line).values();
      var many = fine.checkpoints().get(0).lines().get(line).values();
      assertThat(few).containsExactly(many.get(0), many.get(2), many.get(4));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--points 5,5|points is [5, 5]",
        "--points 4|points is 4",
        "--batch-norms running,frozen|frozen",
      })
  void mistakesHaveOneClearMessage(String options, String message) {
    assertThat(run(STUDY + options)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    assertThat(folder.resolve("study")).doesNotExist();
  }
}
