package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.matrix.MatrixDownload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DataCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int run(String... arguments) {
    CommandLine commandLine = Convexity.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  @Test
  void describesASyntheticSet() {
    int code =
        run(
            "data",
            "describe",
            "--data",
            "synthetic",
            "--train-images",
            "30",
            "--test-images",
            "20");
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("synthetic: 10 classes")
        .containsPattern("crescent +3 +2\\R")
        .containsPattern("all +30 +20\\R")
        .containsPattern("training images, .*mean 0\\.\\d{4} 0\\.\\d{4} 0\\.\\d{4}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"describe", "save"})
  void aNormalisationHasNoEffectAndIsRefused(String command) {
    String to = folder.resolve("shapes").toString();
    List<String> arguments =
        new ArrayList<>(
            List.of("data", command, "--data", "synthetic", "--normalization", "imagenet"));
    if (command.equals("save")) {
      arguments.addAll(List.of("--to", to));
    }
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains(
            "--normalization imagenet has no effect: this command does not normalise pixels; leave"
                + " the option out");
    assertThat(Path.of(to)).doesNotExist();
  }

  @Test
  void savesASetThatIsDescribedAsTheSame() {
    String[] size = {"--train-images", "30", "--test-images", "20"};
    String to = folder.resolve("shapes").toString();
    run("data", "describe", "--data", "synthetic", size[0], size[1], size[2], size[3]);
    String original = statistics();
    assertThat(
            run(
                "data",
                "save",
                "--data",
                "synthetic",
                size[0],
                size[1],
                size[2],
                size[3],
                "--to",
                to))
        .isEqualTo(ExitCode.OK);
    assertThat(run("data", "describe", "--data", "custom:" + to)).isEqualTo(ExitCode.OK);
    assertThat(statistics()).isEqualTo(original);
  }

  /** Returns the last description's lines of statistics. */
  private String statistics() {
    String text = out.toString();
    return text.substring(text.lastIndexOf("training images,"));
  }

  @Test
  void savesIntoNoFolderThatHoldsSomething() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    int code = run("data", "save", "--data", "synthetic", "--to", folder.toString());
    assertThat(code).isEqualTo(ExitCode.FILE);
    assertThat(err.toString()).contains(folder + " is not empty");
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".bin"));
  }

  @Test
  void listsTheSets() {
    assertThat(run("data", "list")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("synthetic", "cifar10", "movielens-1m", "metabolic", "goodbooks", "orl")
        .contains("behind a login", "netflix", "birdsong", "satellite");
  }

  @ParameterizedTest
  @ValueSource(strings = {"netflix", "birdsong", "satellite"})
  void listsTheNamesUnderWhichSettingsLookForASet(String name) throws IOException {
    String settings = Files.readString(Path.of("configs/nmf", name + ".yaml"));
    Matcher file = Pattern.compile("data/[\\w/.]+").matcher(settings);
    assertThat(file.find()).isTrue();
    assertThat(run("data", "list")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains(file.group());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetch", "list", "describe", "save"})
  void helpShowsAnExample(String command) {
    assertThat(run("data", command, "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Example").contains("convexity data " + command);
  }

  @Test
  void fetchesNothingUnknown() {
    assertThat(run("data", "fetch", "imagenet")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("imagenet", "cifar10, movielens-1m", "data list");
  }

  @Test
  void saysHowToGetANamedMatrixThatIsNotHere() {
    assumeThat(MatrixDownload.FETCHED.resolve("extragalactic")).doesNotExist();
    assertThat(run("nmf", "describe", "--data", "extragalactic")).isEqualTo(ExitCode.FILE);
    assertThat(err.toString()).contains("'convexity data fetch extragalactic' gets it");
  }

  @Test
  void fetchesIntoNoFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(run("data", "fetch", "cifar10", "--to", file.toString())).isEqualTo(ExitCode.FILE);
    assertThat(err.toString()).contains(file + " is a file; expected a folder");
  }

  @Test
  void describesNoMissingFolder() {
    assertThat(run("data", "describe", "--data", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.FILE);
    assertThat(err.toString()).contains("no such folder").contains("data fetch cifar10");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "CONVEXITY_DATA", matches = ".+")
  void fetchesNothingThatIsThereAlready() {
    int code = run("data", "fetch", "cifar10", "--to", System.getenv("CONVEXITY_DATA"));
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("50000 training and 10000 test images");
  }
}
