package org.convexityprobe.cli.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.convexityprobe.cli.Invocation;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.recovery.CompletionStudy;
import org.convexityprobe.experiment.recovery.ControlStudy;
import org.convexityprobe.experiment.recovery.MinimaStudy;
import org.convexityprobe.experiment.recovery.NoiseStudy;
import org.convexityprobe.experiment.recovery.NoiseStudy.Law;
import org.convexityprobe.experiment.recovery.Outcome;
import org.convexityprobe.experiment.recovery.RecoveryLinesStudy;
import org.convexityprobe.experiment.recovery.SaddlesStudy;
import org.convexityprobe.landscape.ConvexityMeasure;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.recovery.CriticalPoint;
import org.convexityprobe.recovery.DescentEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code convexity recovery}. */
class RecoveryCommandTest {
  @TempDir private Path folder;

  private Path out() {
    return folder.resolve("out");
  }

  private Invocation recovery(String... options) {
    List<String> arguments = new ArrayList<>(List.of("recovery"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--quiet", "--out", out().toString()));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private <T> T results(Class<T> type) throws IOException {
    return Json.read(out().resolve("results.json"), type);
  }

  @Test
  void moreMeasurementsRecoverMoreOften() throws IOException {
    Invocation invocation =
        recovery(
            "minima",
            "--size",
            "10",
            "--rank",
            "1",
            "--ratios",
            "0.5,6",
            "--instances",
            "3",
            "--starts",
            "2",
            "--batch",
            "10",
            "--iterations",
            "500");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    List<MinimaStudy.Entry> entries = results(MinimaStudy.Results.class).entries();
    assertThat(entries).extracting(MinimaStudy.Entry::count).containsExactly(5, 60);
    assertThat(entries.get(0).gradientDescent().reached().successes()).isZero();
    assertThat(entries.get(1).gradientDescent().reached().successes()).isEqualTo(6);
    assertThat(entries.get(1).isometry()).isLessThan(entries.get(0).isometry());
    assertThat(invocation.out()).contains("m = 6.0 nr = 60: X* reached by gradient descent from 6");
    assertThat(out().resolve("minima.csv")).exists();
    assertThat(out().resolve("figures/minima.png")).exists();
  }

  @Test
  void saddlesHaveNegativeCurvature() throws IOException {
    Invocation invocation =
        recovery(
            "saddles",
            "--size",
            "8",
            "--rank",
            "2",
            "--ratios",
            "20",
            "--instances",
            "2",
            "--searches",
            "3");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    assertThat(results(SaddlesStudy.Results.class).entries())
        .hasSize(2)
        .allSatisfy(
            entry ->
                assertThat(entry.all())
                    .hasSizeBetween(3, 6)
                    .allSatisfy(point -> assertThat(point.least()).isNegative()));
    assertThat(out().resolve("saddles.csv")).exists();
  }

  @Test
  void searchesThatEndAtNoCriticalPointAreCountedAndLeftOut() throws IOException {
    Invocation invocation =
        recovery(
            "saddles", "--size", "8", "--ratios", "1.5", "--instances", "3", "--searches", "1");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    List<SaddlesStudy.Entry> entries = results(SaddlesStudy.Results.class).entries();
    long missed =
        entries.stream()
            .flatMap(entry -> entry.analytic().stream())
            .filter(each -> !each.point().critical())
            .count();
    assertThat(missed).isPositive();
    assertThat(entries.stream().mapToLong(entry -> entry.shares().count()).sum())
        .isEqualTo(21 - missed + entries.stream().mapToInt(entry -> entry.searched().size()).sum());
    assertThat(invocation.out())
        .contains(
            "; %d of 21 searches near those of exact isometry ended at no critical point"
                .formatted(missed));
    assertThat(out().resolve("saddles.csv")).content().contains(",false,");
  }

  /** The least ratio to σ_r(X*) would be that of another solution, which is 0 but for rounding. */
  @Test
  void otherSolutionsAreNotCountedAmongSaddles() throws IOException {
    Invocation invocation =
        recovery(
            "saddles",
            "--size",
            "6",
            "--rank",
            "2",
            "--ratios",
            "0.5",
            "--instances",
            "3",
            "--searches",
            "4");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    List<SaddlesStudy.Entry> entries = results(SaddlesStudy.Results.class).entries();
    int solutions =
        entries.stream().mapToInt(entry -> entry.count(CriticalPoint.Kind.SOLUTION)).sum();
    assertThat(solutions).isPositive();
    assertThat(invocation.out())
        .contains("; %d further critical points are matrices of loss 0".formatted(solutions));
    assertThat(entries)
        .allSatisfy(entry -> assertThat(entry.shares().min().orElse(1)).isGreaterThan(1e-6));
    assertThat(out().resolve("saddles.csv")).content().contains(",solution\n");
  }

  @Test
  void convexLinesAreStarConvexToo() throws IOException {
    Invocation invocation =
        recovery("lines", "--sizes", "3,30", "--rank", "2", "--lines", "30", "--ratios", "4");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    List<RecoveryLinesStudy.Entry> entries = results(RecoveryLinesStudy.Results.class).entries();
    assertThat(entries)
        .allSatisfy(
            entry ->
                assertThat(entry.starConvex().value())
                    .isGreaterThanOrEqualTo(entry.convex().value()));
    assertThat(out().resolve("figures/lines.svg")).exists();
  }

  @Test
  void linesGiveTheMeansOfAllMeasuresWithTheirErrors() throws IOException {
    Invocation invocation =
        recovery("lines", "--sizes", "4,6", "--rank", "1", "--lines", "5", "--ratios", "3");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    List<RecoveryLinesStudy.Entry> entries = results(RecoveryLinesStudy.Results.class).entries();
    List<String> rows = Files.readAllLines(out().resolve("measures.csv"));
    assertThat(rows.get(0))
        .startsWith("n,ratio,measurements,lines,rise,rise_error,barrier,barrier_error,")
        .endsWith(",alpha,alpha_error,cosine,cosine_error");
    for (int i = 0; i < 2; i++) {
      StringBuilder expected = new StringBuilder(i == 0 ? "4,3.0,12,5" : "6,3.0,18,5");
      for (ConvexityMeasure measure : ConvexityMeasure.values()) {
        Estimate mean = entries.get(i).measures().get(measure);
        expected.append("," + mean.mean() + "," + mean.standardError());
        assertThat(mean.standardError()).as("%s", measure).isNotNaN();
        assertThat(invocation.out())
            .containsPattern(
                Pattern.quote(measure.title()) + " .*" + Pattern.quote(mean.inDigits()));
      }
      assertThat(rows.get(i + 1)).isEqualTo(expected.toString());
    }
  }

  /** Far above the number of parameters, the error of least squares is proportional to σ. */
  @Test
  void errorsGrowInProportionToTheNoise() throws IOException {
    Invocation invocation =
        recovery(
            "noise",
            "--size",
            "8",
            "--rank",
            "1",
            "--ratios",
            "20",
            "--noises",
            "0.001,0.003,0.01",
            "--instances",
            "2",
            "--starts",
            "2");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    NoiseStudy.Results results = results(NoiseStudy.Results.class);
    assertThat(results.powers().get(0).quantity()).isEqualTo("median error with σ, m = 20.0 nr");
    assertThat(results.powers().get(0).exponent()).isBetween(0.9, 1.1);
  }

  /**
   * At a fixed m/(nr), the relative error of least squares is σ √(nr/m) / √r, but for terms 1/n.
   */
  @Test
  void errorsAreFittedAgainstTheSizeToo() throws IOException {
    Invocation invocation =
        recovery(
            "noise",
            "--sizes",
            "6,9,14",
            "--rank",
            "1",
            "--ratios",
            "20",
            "--noises",
            "0.01,0.04",
            "--instances",
            "2",
            "--starts",
            "1");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    NoiseStudy.Results results = results(NoiseStudy.Results.class);
    assertThat(results.entries())
        .extracting(NoiseStudy.Entry::size, NoiseStudy.Entry::count, NoiseStudy.Entry::noise)
        .containsExactly(
            tuple(6, 120, 0.01),
            tuple(6, 120, 0.04),
            tuple(9, 180, 0.01),
            tuple(9, 180, 0.04),
            tuple(14, 280, 0.01),
            tuple(14, 280, 0.04));
    assertThat(results.powers())
        .extracting(NoiseStudy.Power::kind, NoiseStudy.Power::quantity)
        .containsExactly(
            tuple(Law.MEDIAN_WITH_SIZE, "median error with n, m = 20.0 nr, σ = 0.01"),
            tuple(Law.WORST_WITH_SIZE, "worst error with n, m = 20.0 nr, σ = 0.01"),
            tuple(Law.MEDIAN_WITH_SIZE, "median error with n, m = 20.0 nr, σ = 0.04"),
            tuple(Law.WORST_WITH_SIZE, "worst error with n, m = 20.0 nr, σ = 0.04"));
    NoiseStudy.Power power = results.powers().get(0);
    NoiseStudy.Entry first = results.entries().get(0);
    NoiseStudy.Entry middle = results.entries().get(2);
    NoiseStudy.Entry last = results.entries().get(4);
    // The slope of least squares through three points.
    double[] x = {Math.log(6), Math.log(9), Math.log(14)};
    double mean = (x[0] + x[1] + x[2]) / 3;
    double[] y = {Math.log(first.typical()), Math.log(middle.typical()), Math.log(last.typical())};
    double product = 0;
    double square = 0;
    for (int i = 0; i < 3; i++) {
      product += (x[i] - mean) * y[i];
      square += (x[i] - mean) * (x[i] - mean);
    }
    assertThat(power.exponent()).isCloseTo(product / square, within(1e-9));
    assertThat(invocation.out()).contains(power.quantity() + ": exponent ");
    assertThat(out().resolve("exponents.csv")).content().contains("\"" + power.quantity() + "\",");
    assertThat(out().resolve("noise.csv")).content().contains("\n14,20.0,280,0.04,2,");
    assertThat(out().resolve("figures/sizes.png")).exists();
  }

  /** Versions before {@code --sizes} wrote neither sizes of settings nor the size of an entry. */
  @Test
  void aRunOfOneSizeThatAnEarlierVersionBeganGoesOn() throws IOException {
    String[] options = {
      "noise", "--size", "6", "--rank", "1", "--ratios", "9", "--noises", "0.1,0.2", "--starts", "1"
    };
    assertThat(recovery(options).code()).isEqualTo(ExitCode.OK);
    String finished = Files.readString(out().resolve("results.json"));
    Path journal = out().resolve("journal.jsonl");
    StringBuilder earlier = new StringBuilder();
    for (String line : Files.readAllLines(journal)) {
      assertThat(line).contains("\"size\":6,");
      String rest = line.replaceFirst("\"size\":6,", "").replaceFirst("^.*?,", "");
      earlier.append("{\"crc32\":\"" + checksum(rest) + "\"," + rest + "\n");
    }
    Files.writeString(journal, earlier);
    Path manifest = out().resolve("manifest.json");
    String settings = Files.readString(manifest);
    assertThat(settings).containsPattern("\"sizes\" : null,");
    Files.writeString(manifest, settings.replaceFirst("\"sizes\" : null,", ""));

    Invocation again = recovery(options);

    assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.OK);
    assertThat(journal).hasContent(earlier.toString());
    assertThat(results(NoiseStudy.Results.class).entries())
        .isEqualTo(Json.parse(finished, NoiseStudy.Results.class).entries());
  }

  /** The checksum of the rest of a journal's line. */
  private static String checksum(String rest) {
    CRC32 crc = new CRC32();
    crc.update(rest.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  @ParameterizedTest
  @CsvSource({"minima", "noise", "saddles", "lines"})
  void rectangularProblemsAreMeasuredToo(String command) throws IOException {
    String[] options =
        switch (command) {
          case "minima" -> new String[] {"--size", "6", "--starts", "1", "--instances", "1"};
          case "noise" -> new String[] {"--size", "6", "--starts", "1", "--noises", "0.1"};
          case "saddles" -> new String[] {"--size", "6", "--instances", "1"};
          default -> new String[] {"--sizes", "5,6", "--lines", "4"};
        };
    List<String> all =
        new ArrayList<>(List.of(command, "--columns", "5", "--rank", "2", "--ratios", "12"));
    all.addAll(List.of(options));
    Invocation invocation = recovery(all.toArray(String[]::new));

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    String expected =
        switch (command) {
          case "minima" ->
              "n = 6 × 5, r = 2, m = 12.0 (n₁ + n₂)r = 264: X* reached by gradient descent from 1";
          case "saddles" -> "m = 12.0 (n₁ + n₂)r: least eigenvalue between";
          case "lines" -> "n = 5 × 5, m = 12.0 (n₁ + n₂)r: ";
          default -> "";
        };
    assertThat(invocation.out()).contains(expected).doesNotContain(" nr");
    if (command.equals("lines")) {
      assertThat(out().resolve("lines.csv")).content().contains("\n5,12.0,240,4,");
    }
  }

  @Test
  void severalSizesGiveAPhaseDiagram() throws IOException {
    Invocation invocation =
        recovery(
            "minima",
            "--sizes",
            "6,9",
            "--ranks",
            "1,2",
            "--ratios",
            "1,8",
            "--instances",
            "2",
            "--starts",
            "2",
            "--iterations",
            "300");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    List<MinimaStudy.Entry> entries = results(MinimaStudy.Results.class).entries();
    assertThat(entries).hasSize(8);
    assertThat(entries).extracting(MinimaStudy.Entry::count).contains(6, 48, 18, 144);
    assertThat(Files.readString(out().resolve("figures/phase.csv")))
        .contains("gradient descent,8.0,\"n = 9, r = 2\",");
    assertThat(out().resolve("figures/phase.pdf")).exists();
  }

  /**
   * An independent program (NumPy, 4,000 starts) ended near the minimum from 0.27 of them; of 100,
   * 12 to 45 do with a probability of 0.999.
   */
  @Test
  void theSpuriousMinimumOfTheControlIsFound() throws IOException {
    Invocation invocation = recovery("control", "--starts", "100", "--isometry", "0.6");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    assertThat(results(ControlStudy.Results.class).findings())
        .hasSize(2)
        .allSatisfy(
            finding -> {
              assertThat(finding.near().successes()).isBetween(12, 45);
              assertThat(finding.outcome().count(DescentEnd.SPURIOUS))
                  .isEqualTo(finding.near().successes());
              assertThat(finding.succeeded()).isTrue();
            });
    assertThat(invocation.out()).contains("It is found to be a minimum, as it is");
    assertThat(out().resolve("figures/control.png")).exists();
  }

  @Test
  void theMoreCoherentAMatrixTheLessOftenItsEntriesGiveIt() throws IOException {
    Invocation invocation =
        recovery(
            "completion",
            "--size",
            "20",
            "--supports",
            "20,3",
            "--ratios",
            "10",
            "--instances",
            "2",
            "--starts",
            "2");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    List<CompletionStudy.Entry> entries = results(CompletionStudy.Results.class).entries();
    assertThat(entries.get(0).coherence()).isLessThan(entries.get(1).coherence());
    assertThat(entries.get(0).plain().reached().successes())
        .isGreaterThan(entries.get(1).plain().reached().successes());
    Outcome plain = entries.get(1).plain();
    assertThat(out().resolve("completion.csv"))
        .content()
        .contains("other_solutions,spurious,saddles,unfinished,penalized_other_solutions,")
        .contains(
            ",%d,%d,%d,%d,"
                .formatted(
                    plain.count(DescentEnd.OTHER_SOLUTION),
                    plain.count(DescentEnd.SPURIOUS),
                    plain.count(DescentEnd.SADDLE),
                    plain.count(DescentEnd.UNFINISHED)));
  }

  @Test
  void aSecondStartComputesNothingAgain() throws IOException {
    String[] options = {
      "saddles", "--size", "6", "--rank", "2", "--ratios", "9", "--instances", "1"
    };
    assertThat(recovery(options).code()).isEqualTo(ExitCode.OK);
    String journal = Files.readString(out().resolve("journal.jsonl"));
    assertThat(recovery(options).code()).isEqualTo(ExitCode.OK);

    assertThat(out().resolve("journal.jsonl")).hasContent(journal);
  }

  @ParameterizedTest
  @CsvSource({
    "minima, --rank, 30, rank 30 of matrices of 30 rows; expected 1 to 29",
    "minima, --ratios, 0, expected some m/(nr) above 0",
    "noise, --noises, -1, expected some standard deviations above 0",
    "lines, --lines, 1, expected at least one size and 2 lines",
    "saddles, --instances, 0, instances is 0; expected at least 1",
    "saddles, --size, 2000, n r = 2000 · 3; expected at most 1000",
    "minima, --size, 100000000, expected at most 2,147,483,647 measurements in all",
    "noise, --size, 60000, numbers; expected at most",
    "noise, --size, 100000, expected at most 65,535",
    "minima, --sizes, '3,10', rank 3 of matrices of 3 rows; expected 1 to 2",
    "minima, --ranks, 0, rank 0 of matrices of 30 rows; expected 1 to 29",
    "control, --starts, 0, expected at least 1 of each",
    "control, --isometry, 0.4, isometry is 0.4; expected constants from 0.5 to below 1",
    "control, --step, 2, a step between 0 and 1",
    "completion, --supports, '40,1', supports is [40, 1]; expected numbers of rows from 2",
    "completion, --ensemble, gaussian, ensemble is gaussian; expected entries",
    "completion, --columns, 20, columns is 20; expected none",
    "minima, --size, -3, --size is -3; expected at least 2",
    "minima, --size, 1, --size is 1; expected at least 2",
    "lines, --sizes, 0, size is 0; expected at least 2",
    "minima, --columns, 1, '--columns is 1; expected 0, for symmetric matrices, or at least 2'",
    "minima, --columns, 3, rank 3 of matrices of 30 rows and 3 columns; expected 1 to 2",
    "completion, --weight, -1, penalty of weight -1.0",
    "minima, --sizes=10 --size=20, '', --size has no effect with --sizes; leave it out",
    "noise, --sizes=10 --size=20, '', --size has no effect with --sizes; leave it out",
    "noise, --sizes, '2,10', rank 2 of matrices of 2 rows; expected 1 to 1",
    "minima, --ranks=1 --rank=2, '', --rank has no effect with --ranks; leave it out",
  })
  void settingsThatAreNoneAreRefused(String command, String option, String value, String message) {
    List<String> options = new ArrayList<>(List.of(command));
    options.addAll(List.of(option.split(" ", -1)));
    options.addAll(value.isEmpty() ? List.of() : List.of(value));
    Invocation invocation = recovery(options.toArray(String[]::new));

    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err()).contains(message);
  }

  /** A run that computes what fits before it ends in an error leaves a folder with a journal. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "minima --ensemble rank1 --size 200 --rank 1 --ratios 2,4000|800,000 rank-one",
        "minima --sizes 4,2000 --rank 1 --ratios 300|600,000 Gaussian measurements of 2000 × 2000",
        "minima --size 2000 --ranks 1,100 --ratios 3|600,000 Gaussian measurements of 2000 × 2000",
        "noise --size 8 --columns 5000 --rank 1 --ratios 0.01,1|5,008 gaussian measurements of 8 ×",
        "lines --sizes 5,5000 --rank 2 --ratios 4|40,000 rank-one measurements of 5000 × 5000",
      })
  void measurementsThatDoNotFitAreRefusedBeforeAnythingIsComputed(String options, String message) {
    Invocation invocation = recovery(options.split(" ", -1));

    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err()).contains(message, "numbers; expected at most");
    assertThat(out()).doesNotExist();
  }

  @Test
  void aRankThatFitsTheSizesGivenIsTaken() {
    Invocation invocation =
        recovery("lines", "--rank", "12", "--sizes", "14", "--lines", "2", "--ratios", "4");

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
  }
}
