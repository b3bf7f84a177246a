package org.convexityprobe.cli.nmf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.cli.Convexity;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class NmfCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = Convexity.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }

  private int study(String name, String... more) {
    List<String> args = new ArrayList<>(List.of("nmf", name, "--quiet"));
    args.addAll(List.of("--out", folder.resolve(name).toString()));
    args.addAll(List.of(more));
    return run(args.toArray(new String[0]));
  }

  private static final String[] SMALL = {
    "--synthetic", "30x20", "--rank", "3", "--solver", "hals", "--iterations", "60"
  };

  private static String[] small(String... more) {
    List<String> args = new ArrayList<>(List.of(SMALL));
    args.addAll(List.of(more));
    return args.toArray(new String[0]);
  }

  private void assertFiles(String study, String... names) {
    for (String name : names) {
      assertThat(folder.resolve(study).resolve(name)).isNotEmptyFile();
    }
  }

  @Test
  void linesAreWrittenAsTableAndFigure() {
    assertThat(study("lines", small("--lines", "2"))).as(err.toString()).isZero();
    assertFiles(
        "lines",
        "results.json",
        "lines.csv",
        "figures/lines.png",
        "figures/lines.svg",
        "manifest.json");
    assertThat(folder.resolve("lines/lines.csv")).content().hasLineCount(5);
    assertThat(out.toString()).contains("4 of 4 lines are convex");
  }

  @Test
  void curvatureIsMeasuredAtEachRateAndResumed() throws IOException {
    String[] settings = small("--optima", "3", "--points", "4", "--rates", "0.5,1");
    assertThat(study("curvature", settings)).as(err.toString()).isZero();
    assertFiles("curvature", "results.json", "curvature.csv", "figures/curvature.png");
    assertThat(out.toString())
        .containsOnlyOnce("optima: 3, points: 4; with fewer than 20 of either, the intervals are")
        .doesNotContain("no variation between optima");
    Path journal = folder.resolve("curvature/journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    assertThat(lines).hasSize(2);
    String results = Files.readString(folder.resolve("curvature/results.json"));
    // What a kill after the first rate leaves.
    Files.writeString(journal, lines.get(0) + "\n");
    assertThat(study("curvature", settings)).isZero();
    String again = Files.readString(folder.resolve("curvature/results.json"));
    assertThat(withoutSeconds(again)).isEqualTo(withoutSeconds(results));
  }

  @Test
  void oneOptimumShowsNoVariationBetweenOptima() {
    assertThat(study("curvature", small("--optima", "1", "--points", "20", "--rates", "1")))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("optima: 1, points: 20; with fewer than 20 of either, the intervals are")
        .contains("With one optimum, they hold no variation between optima");
  }

  private static String withoutSeconds(String results) {
    return results.replaceAll("\"seconds\" : [0-9.E-]+", "");
  }

  @Test
  void trajectorySpectrumAndFactorsAreWritten() {
    assertThat(study("trajectory", small("--repetitions", "2", "--points", "5")))
        .as(err.toString())
        .isZero();
    assertFiles("trajectory", "results.json", "trajectory.csv", "figures/trajectory.svg");
    assertThat(study("spectrum", SMALL)).as(err.toString()).isZero();
    assertFiles("spectrum", "results.json", "spectrum.csv", "figures/spectrum.png");
    assertThat(study("factorize", small("--starts", "2"))).as(err.toString()).isZero();
    assertFiles("factorize", "results.json", "iterations.csv", "figures/loss.png");
    assertFiles("factorize", "factors/optimum-000.npz", "factors/optimum-001.npz");
  }

  @Test
  void mixedPrecisionTellsOneStepOfSixteen() throws IOException {
    String[] options = {
      "--synthetic",
      "30x20",
      "--rank",
      "3",
      "--solver",
      "gd",
      "--step",
      "1e-3",
      "--tolerance",
      "0",
      "--iterations",
      "48",
      "--precision",
      "mixed"
    };
    assertThat(study("factorize", options)).as(err.toString()).isZero();
    assertThat(Files.readAllLines(folder.resolve("factorize/iterations.csv")))
        .hasSize(4)
        .element(3)
        .asString()
        .startsWith("0,32,");
    assertThat(study("trajectory", options)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("looks at single steps");
    assertThat(folder.resolve("trajectory")).doesNotExist();
  }

  @Test
  void solversGoOnFromFactorsInAFile() throws IOException {
    assertThat(study("factorize", SMALL)).as(err.toString()).isZero();
    String found = folder.resolve("factorize/factors/optimum-000.npz").toString();
    String first = Files.readAllLines(folder.resolve("factorize/iterations.csv")).get(1);
    List<String> again = new ArrayList<>(List.of("nmf", "factorize", "--quiet"));
    again.addAll(List.of(small("--initial-factors", found)));
    again.addAll(List.of("--out", folder.resolve("on").toString()));
    run(again.toArray(new String[0]));
    List<String> rows = Files.readAllLines(folder.resolve("on/iterations.csv"));
    assertThat(lossOf(rows.get(1))).as(err.toString()).isLessThan(0.5 * lossOf(first));
    assertThat(study("lines", small("--initial-factors", found))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("initial factors: 1 file(s) for 5 start(s)");
    assertThat(study("spectrum", small("--initial-factors", found, found)))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("initial factors: 2 file(s) for 1 start(s)");
    assertThat(study("spectrum", "--synthetic", "30x21", "--rank", "3", "--initial-factors", found))
        .isEqualTo(ExitCode.FILE);
    assertThat(err.toString()).contains("optimum-000.npz: expected arrays U (");
  }

  private static double lossOf(String row) {
    return Double.parseDouble(row.split(",", -1)[2]);
  }

  /** U has 8 rows, and V has 4: with rank 6, they have 6 and 4 singular values. */
  @Test
  void aSpectrumListsAllSingularValuesOfTheLargerFactor() throws IOException {
    assertThat(study("spectrum", "--synthetic", "8x4", "--rank", "6", "--iterations", "5"))
        .as(err.toString())
        .isZero();
    List<String> rows = Files.readAllLines(folder.resolve("spectrum/spectrum.csv"));
    assertThat(rows).hasSize(7);
    assertThat(rows.get(4)).matches("4(,[^,]+){4}");
    assertThat(rows.get(6)).matches("6(,[^,]+){2},,");
  }

  @Test
  void plantedModelAndStarAreWritten() {
    assertThat(study("planted", "--sizes", "4,8", "--draws", "20", "--fact-draws", "20"))
        .as(err.toString())
        .isZero();
    assertFiles("planted", "results.json", "probability.csv", "facts.csv", "figures/figure1.png");
    assertThat(out.toString()).contains("erratum");
    assertThat(study("star")).as(err.toString()).isZero();
    assertFiles("star", "surface.csv", "figures/star.png", "figures/star.svg");
  }

  @Test
  void describeComparesWithTableOne() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "1,2\n3,4\n");
    assertThat(run("nmf", "describe", "--data", table.toString())).isZero();
    assertThat(out.toString()).contains("2 × 2").contains("no set has this number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | --rank 3 | no matrix given",
        "2 | --synthetic 30by20 --rank 3 | expected rows and columns",
        "2 | --synthetic 30x20 --rank 0 | rank is 0",
        "2 | --synthetic 30x20 --rank 3 --solver gd --step 1 | 2/L",
        "2 | --synthetic 30x20 --rank 3 --subsample 2 | subsample is 2",
        "2 | --synthetic 30x20 --rank 3 --precision mixed | precision is mixed; it has no effect on",
        "2 | --data t.csv --rank 1 --noise 0.1 | --noise has no effect without --synthetic",
        "2 | --data t.csv --rank 1 --observed 0.5 | --observed has no effect without --synthetic",
        "2 | --data t.csv --rank 1 --step 1e-3 | --step has no effect with --solver apg, which finds its"
            + " own step; leave it out, or use --solver gd",
        "2 | --synthetic 30x20 --rank 3 --step NaN | --step has no effect with --solver",
        "2 | --synthetic 30x20 --rank 2147483647 | --rank is 2147483647; expected at most",
        "2 | --synthetic 2147483648x1 --rank 1 | expected rows and columns below 2³¹",
        "2 | --synthetic 30x20 --observed 0.5 --rank 3 --solver gd --precision mixed"
            + " | every entry was observed",
        "3 | --data /nothing/here.csv --rank 3 | no such file"
      })
  void mistakesAreOneClearLine(int code, String options, String problem) {
    assertThat(study("lines", options.strip().split(" ", -1))).isEqualTo(code);
    assertThat(err.toString().strip()).contains(problem.strip()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"factorize, --seed, 5", "factorize, --start, uniform", "trajectory, --seed, 5"})
  void howToDrawStartsIsRefusedWithInitialFactors(String study, String option, String value) {
    String[] options = {
      "--synthetic", "30x20", "--rank", "3", "--initial-factors", "f.npz", option, value
    };
    assertThat(study(study, options)).isEqualTo(2);
    assertThat(err.toString())
        .contains(option + " has no effect with --initial-factors, since no point is drawn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "curvature --synthetic 30x20 --rank 2 --solver hals --rates 1,0.02 | rate 0.02 keeps a part of the dense"
            + " 30 × 20 matrix that cannot be factorised: all observed entries equal",
        "curvature --synthetic 30x20 --observed 0.3 --rank 2 --solver hals --rates 1,0.02 | rate 0.02 keeps a part",
        "planted --observed 1,1.5 | observed fractions [1.0, 1.5]; expected shares above 0 and at most 1",
        "planted --sizes 4,0 | sizes [4, 0]; expected at least 1",
        "star --exponent 0.0005 | exponent is 5.0E-4; expected at least 0.001",
      })
  void badValuesAreRefusedBeforeAnythingIsComputed(String options, String problem) {
    String[] parts = options.strip().split(" ", 2);
    assertThat(study(parts[0], parts[1].split(" ", -1))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(problem.strip()).doesNotContain("\tat ");
    assertThat(folder.resolve(parts[0] + "/journal.jsonl").toFile().length()).isZero();
  }

  @Test
  void negativeEntriesAreRefusedUnlessClipped() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "1,2,3\n4,-5,6\n7,8,1\n");
    String[] options = {"--data", table.toString(), "--rank", "1", "--iterations", "5"};
    assertThat(study("lines", options)).isEqualTo(2);
    assertThat(err.toString()).contains("1 entries are negative");
    List<String> clipped = new ArrayList<>(List.of(options));
    clipped.add("--clip-negative");
    assertThat(study("lines", clipped.toArray(new String[0]))).as(err.toString()).isZero();
    assertThat(out.toString()).contains("1 negative entries set to zero");
  }

  @Test
  void howATableWasReadIsPrintedAndRecorded() throws IOException {
    Path table = folder.resolve("t.csv");
    Files.writeString(table, "gene;a;b;c\nx;1,5;NA;2\ny;2;3;4\nz;1;1;2,5\n");
    String decided =
        "table: fields separated by semicolons, decimal comma, 1 header row, 1 index column,"
            + " 1 missing value";
    assertThat(run("nmf", "describe", "--data", table.toString())).isZero();
    assertThat(out.toString()).contains(decided).contains("3 × 3");
    for (String study : List.of("factorize", "lines", "spectrum", "trajectory", "curvature")) {
      List<String> options = new ArrayList<>(List.of("--data", table.toString(), "--rank", "1"));
      options.addAll(List.of("--solver", "hals", "--iterations", "5"));
      if (study.equals("curvature")) {
        options.addAll(List.of("--optima", "2", "--points", "2", "--rates", "1"));
      }
      out.getBuffer().setLength(0);
      assertThat(study(study, options.toArray(new String[0]))).as(err.toString()).isZero();
      assertThat(out.toString()).contains(decided);
      assertThat(folder.resolve(study + "/results.json")).content().contains(decided);
      assertThat(folder.resolve(study + "/row-names.csv")).hasContent("row,name\n0,x\n1,y\n2,z\n");
      assertThat(folder.resolve(study + "/column-names.csv"))
          .hasContent("column,name\n0,a\n1,b\n2,c\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,234;5,678 | | 2 | give --decimal point or --decimal comma",
        "1,234;5,678 | --decimal point | 0 | from 1234.00 to 5678.00",
        "1,234;5,678 | --decimal comma | 0 | from 1.23400 to 5.67800",
        "1,2#3,4 | --separator x | 2 | separator 'x'; expected comma, tab",
        "1,2#3,4 | --decimal dot | 2 | decimal mark 'dot'; expected point or comma",
        "1,2#3,4 | --header -1 | 2 | header is -1; expected 0 to 1000",
        "1,2#3,4 | --header 2 | 3 | the table ends before its first row of numbers",
        "1,2#3,4 | --variable X --hop 64 | 2 | --variable and --hop have no effect",
        "1,2#3,4 | --map-ids | 2 | --map-ids has no effect",
        "1,-9#3,x | --missing -9 --missing x | 0 | 2 missing values",
        "u::i::3 | | 0 | ratings: fields separated by double colons",
        "u::i::3 | --index 1 | 2 | --index has no effect",
        "P2 1 1 9 3 | | 3 | it is one PGM image",
        "%PDF-1.4 | | 3 | it is a PDF document; expected a matrix",
      })
  void tablesAreReadAsTheOptionsSay(String text, String options, int code, String message)
      throws IOException {
    Path table = Files.writeString(folder.resolve("t"), text.replace("#", "\n"));
    List<String> args = new ArrayList<>(List.of("nmf", "describe", "--data", table.toString()));
    args.addAll(options == null ? List.of() : List.of(options.split(" ", -1)));
    assertThat(run(args.toArray(new String[0]))).as(err.toString()).isEqualTo(code);
    assertThat(out.toString() + err).contains(message).doesNotContain("\tat ");
    if (code != 0) {
      assertThat(err.toString().strip()).contains(code == 3 ? table.toString() : "");
    }
  }
}
