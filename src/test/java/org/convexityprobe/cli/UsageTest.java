package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.experiment.factorization.CurvatureConfig;
import org.convexityprobe.experiment.factorization.PlantedConfig;
import org.convexityprobe.experiment.recovery.CompletionConfig;
import org.convexityprobe.experiment.recovery.MinimaConfig;
import org.convexityprobe.experiment.recovery.NoiseConfig;
import org.convexityprobe.experiment.recovery.RecoveryLinesConfig;
import org.convexityprobe.experiment.recovery.SaddlesConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What users read when they ask for help, or mistype. */
class UsageTest {
  private static final String NAME = "convexity.name";

  @AfterEach
  void callItByItsName() {
    System.clearProperty(NAME);
  }

  private static Stream<CommandLine> commands() {
    return all(Convexity.commandLine());
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().distinct().flatMap(UsageTest::all));
  }

  @Test
  void aWrongValueIsOneLineAndWhereToReadMore() {
    Invocation wrong = Invocation.of("train", "--depth", "eight", "--out", "x");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err().lines())
        .containsExactly(
            "convexity: Invalid value for option '--depth': 'eight' is not an int",
            "'convexity train --help' shows its options");
  }

  @Test
  void aWrongSettingIsNamedByItsOption() {
    Invocation wrong =
        Invocation.of(
            "train",
            "--epochs",
            "2",
            "--checkpoint-epochs",
            "5",
            "--data",
            "synthetic:8",
            "--out",
            "x");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("convexity: --checkpoint-epochs is 5; expected 0 to 2");
  }

  @Test
  void helpFitsEightyColumnsAndItsExamplesCanBePasted() {
    System.setProperty(NAME, "./convexity");
    commands()
        .forEach(
            command -> {
              List<String> help = command.getUsageMessage().lines().toList();
              assertThat(help).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
              int start = Math.max(help.indexOf("Examples:"), help.indexOf("Example:"));
              boolean goesOn = false;
              for (String line :
                  start < 0 ? List.<String>of() : help.subList(start + 1, help.size())) {
                assertThat(line)
                    .as(command.getCommandName())
                    .matches(
                        goesOn ? " {6}\\S.*" : "  (\\./convexity |source <\\(\\./convexity ).*");
                goesOn = line.endsWith("\\");
              }
              assertThat(goesOn).as(command.getCommandName()).isFalse();
            });
  }

  @Test
  void valuesOfOptionsAreInLowerCase() {
    assertThat(Invocation.of("train", "--help").out().replaceAll("\\s+", " "))
        .contains("auto, native, bf16x2, torch, reference", "projection, identity, none");
    commands()
        .forEach(
            command ->
                assertThat(command.getUsageMessage().replaceAll("\\s+", " "))
                    .as(command.getCommandName())
                    .doesNotContainPattern("[:;] [A-Z_]{3,}, [A-Z_]{3,}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"half-normal", "half_normal", "Half-Normal"})
  void valuesTakeHyphensUnderscoresAndCapitals(String law) {
    Invocation run =
        Invocation.of("nmf", "factorize", "--synthetic", "4x3", "--rank", "0", "--start", law);
    assertThat(run.err()).contains("--out"); // the law itself is not what is wrong
  }

  @Test
  void aValueThatIsNoneIsAnsweredWithThose() {
    Invocation run = Invocation.of("train", "--shortcut", "foo");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains(
            "Invalid value for option '--shortcut': expected one of projection, identity, none,"
                + " but was 'foo'");
  }

  @Test
  void commandsAreNamedAsTheProgramWasCalled() {
    System.setProperty(NAME, "./convexity");
    assertThat(Invocation.of("trian").err()).contains("'./convexity --help'");
    // Lines of help are broken where they are full.
    assertThat(Invocation.of("train", "--help").out().replaceAll("\\s+", " "))
        .contains("Usage: ./convexity train", "'./convexity data list'");
  }

  /** Picocli's script keeps the values of an option under its label. */
  @Test
  void optionsOfOneCommandThatOfferValuesHaveLabelsOfTheirOwn() {
    commands()
        .forEach(
            command -> {
              Map<String, List<String>> byLabel = new HashMap<>();
              for (OptionSpec option : command.getCommandSpec().options()) {
                if (option.completionCandidates() != null) {
                  byLabel
                      .computeIfAbsent(option.paramLabel(), key -> new ArrayList<>())
                      .add(option.longestName());
                }
              }
              assertThat(byLabel.values())
                  .as(command.getCommandName())
                  .allSatisfy(options -> assertThat(options).hasSize(1));
            });
  }

  private static String help(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--help");
    return Invocation.of(arguments.toArray(String[]::new)).out().replaceAll("\\s+", " ");
  }

  /** Returns numbers or words as an option takes them. */
  private static String list(List<?> values) {
    return values.stream()
        .map(value -> value.toString().replaceFirst("\\.0$", ""))
        .collect(Collectors.joining(","));
  }

  @Test
  void helpNamesTheProblemsThatEachRecoveryDrawsByDefault() {
    Map.of(
            "minima", MinimaConfig.DEFAULT.problem(),
            "noise", NoiseConfig.DEFAULT.problem(),
            "saddles", SaddlesConfig.DEFAULT.problem(),
            "lines", RecoveryLinesConfig.DEFAULT.problem(),
            "completion", CompletionConfig.DEFAULT.problem())
        .forEach(
            (command, problem) ->
                assertThat(help("recovery", command))
                    .contains(
                        "By default, --ensemble %s, --rank %d and --ratios %s."
                            .formatted(
                                problem.ensemble(), problem.rank(), list(problem.ratios()))));
    assertThat(help("recovery", "lines"))
        .contains(list(RecoveryLinesConfig.DEFAULT.sizes()) + " by default");
    assertThat(help("recovery", "noise"))
        .contains(list(NoiseConfig.DEFAULT.noises()) + " by default");
    assertThat(help("recovery", "completion"))
        .contains(list(CompletionConfig.DEFAULT.supports()) + " by default");
  }

  @Test
  void helpNamesTheDefaultsOfFactorisationsAndImages() {
    PlantedConfig planted = PlantedConfig.DEFAULT;
    assertThat(help("nmf", "planted"))
        .contains(
            list(planted.sizes()) + " by default",
            list(planted.laws()) + " by default",
            list(planted.observedFractions()) + " by default");
    assertThat(help("nmf", "curvature"))
        .contains(list(CurvatureConfig.DEFAULT.rates()) + " by default", "half-normal by default");
    assertThat(help("probe"))
        .contains("synthetic images; 1 by default", "By default cifar10 for CIFAR-10");
  }

  /** Help sorts options by name, not by what they belong to. */
  @Test
  void optionsNameOthersRatherThanTheirPlace() {
    commands()
        .flatMap(command -> command.getCommandSpec().options().stream())
        .forEach(
            option ->
                assertThat(String.join(" ", option.description()))
                    .as(option.longestName())
                    .doesNotContainPattern(
                        "\\b(next|previous) (\\w+ )?(setting|option)|those figures|these eigen"));
  }

  @Test
  void switchesSayWhatTheyDoRatherThanWhatTheirOppositeDoes() {
    commands()
        .flatMap(command -> command.getCommandSpec().options().stream())
        .filter(OptionSpec::negatable)
        .forEach(option -> assertThat(option.names()).noneMatch(name -> name.startsWith("--no-")));
  }

  @Test
  void optionsOfFilesAreRefusedForASyntheticMatrix() {
    Invocation run =
        Invocation.of("nmf", "describe", "--synthetic", "4x3", "--variable", "X", "--hop", "64");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains(
            "the matrix is synthetic, where --hop and --variable have no effect; leave them out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                         | --synthetic 8x6 --synthetic-rank 2 --noise 0.3 --sample-seed 4",
        "--synthetic 12x5          | --synthetic 12x5 --synthetic-rank 2 --noise 0.3 --sample-seed 4",
        "--synthetic-rank 3        | --synthetic 8x6 --synthetic-rank 3 --noise 0.3 --sample-seed 4",
        "--noise 0.5               | --synthetic 8x6 --synthetic-rank 2 --noise 0.5 --sample-seed 4",
        "--observed 0.5            | --synthetic 8x6 --synthetic-rank 2 --noise 0.3 --sample-seed 4"
            + " --observed 0.5",
        "--sample-seed 9           | --synthetic 8x6 --synthetic-rank 2 --noise 0.3 --sample-seed 9"
      })
  void anOptionChangesOnlyItsOwnPartOfASyntheticMatrixInAFile(
      String given, String whole, @TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("m.yaml"),
            "matrix:\n  synthetic:\n    {rows: 8, columns: 6, rank: 2, noise: 0.3,"
                + " observedFraction: 1, seed: 4}\n");
    Invocation changed =
        Invocation.of(
            ("nmf describe --config " + file + (given == null ? "" : " " + given)).split(" ", -1));
    assertThat(changed.code()).as(changed.err()).isEqualTo(ExitCode.OK);
    assertThat(changed.out())
        .isEqualTo(Invocation.of(("nmf describe " + whole).split(" ", -1)).out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "native", "reference", "bf16x2"})
  void hessianSaysThatItTakesOnlyTorch(String way, @TempDir Path folder) throws IOException {
    String rest = " net.zip --data synthetic --out " + folder.resolve("h");
    Invocation option = Invocation.of(("hessian --execution " + way + rest).split(" ", -1));
    Path file = Files.writeString(folder.resolve("h.yaml"), "compute:\n  execution: " + way + "\n");
    Invocation setting = Invocation.of(("hessian --config " + file + rest).split(" ", -1));
    for (Invocation refused : List.of(option, setting)) {
      assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err())
          .contains(
              "--execution is "
                  + way
                  + "; expected torch: Hessians are computed only on libtorch; leave it out");
    }
  }

  @Test
  void resultsThatCannotBePrintedAreNone() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    StringWriter err = new StringWriter();
    CommandLine commandLine = Convexity.commandLine();
    commandLine.setOut(new PrintWriter(full, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(err, true));
    int code = commandLine.execute("nmf", "describe", "--synthetic", "4x3");
    assertThat(Convexity.written(commandLine, code, true)).isEqualTo(ExitCode.OK);
    assertThat(err.toString()).isEmpty();
    assertThat(Convexity.written(commandLine, code, false)).isEqualTo(ExitCode.FILE);
    assertThat(err.toString()).contains("could not be written to its end");
    assertThat(err.toString().lines()).hasSize(1);
  }
}
