package org.convexityprobe.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.cli.Invocation;
import org.convexityprobe.cli.UntrainedNetworks;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.landscape.CurvatureCheck;
import org.convexityprobe.landscape.LineScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Second derivatives beside second differences, as a user meets them. */
class CurvatureCommandTest {
  private static final int POINTS = 9;

  @TempDir private Path folder;

  private Invocation probe(Path out, String... options) throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 3);
    List<String> arguments =
        new ArrayList<>(List.of("probe", zip.toString(), "--data", "synthetic", "--quiet"));
    arguments.addAll(List.of("--lines", "2", "--images", "20"));
    if (!List.of(options).contains("--points")) {
      arguments.addAll(List.of("--points", "" + POINTS));
    }
    arguments.addAll(List.of("--out", out.toString()));
    if (!List.of(options).contains("--cross-check")) {
      arguments.addAll(List.of("--cross-check", "curvature"));
    }
    arguments.addAll(List.of(options));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private static CheckpointResult result(Path out) throws IOException {
    return ProbeResults.read(out).checkpoints().get(0);
  }

  @Test
  void bothPartsStandBesideSecondDifferences() throws IOException {
    Path out = folder.resolve("out");
    Invocation invocation = probe(out);

    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    assertThat(invocation.out())
        .contains("Exact second derivatives and verdicts")
        .containsPattern("ResNet-8, k = 1, epoch 3 +14 +[\\d.]+ ± [\\d.]+");
    CheckpointResult result = result(out);
    assertThat(result.curvatureChecks()).hasSize(2);
    for (int line = 0; line < 2; line++) {
      CurvatureCheck check = result.curvatureChecks().get(line);
      LineScan scan = result.lines().get(line);
      double h = scan.grid().spacing();
      assertThat(check.agreement().triples()).isEqualTo(POINTS - 2);
      assertThat(check.gaussNewton()).allMatch(each -> each >= 0);
      for (int i = 0; i < POINTS; i++) {
        assertThat(check.curvatures().get(i))
            .isEqualTo(check.gaussNewton().get(i) + check.rest().get(i));
      }
      for (int i = 0; i < POINTS - 2; i++) {
        double quotient = scan.secondDifferences().get(i) / (h * h);
        assertThat(check.differenceQuotients().get(i)).isEqualTo(quotient);
        assertThat(check.kinks().get(i)).isEqualTo(quotient - check.curvatures().get(i + 1));
        assertThat(check.kinkErrors().get(i)).isNotNegative();
      }
    }
    List<String> csv = Files.readAllLines(csv(out));
    assertThat(csv).hasSize(1 + 2 * POINTS);
    assertThat(csv.get(0))
        .isEqualTo(
            "line,lambda,curvature,gauss_newton,rest,difference_quotient,kinks,kinks_error,verdict");
    assertThat(csv.get(1)).endsWith(",,,,");
    assertThat(csv.get(2))
        .startsWith("0,-0.375," + result.curvatureChecks().get(0).curvatures().get(1));
  }

  /** Returns what the command prints for programs, or a comparison of its run. */
  private static JsonNode curvatures(Invocation invocation) throws IOException {
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    return new ObjectMapper().readTree(invocation.out()).path("curvatures");
  }

  @Test
  void programsAndPagesGetWhatTheCommandPrints() throws IOException {
    Path out = folder.resolve("out");
    JsonNode curvatures = curvatures(probe(out, "--json", "-"));

    assertThat(curvatures).hasSize(1);
    assertThat(curvatures.get(0).path("network").asText()).isEqualTo("ResNet-8, k = 1, epoch 3");
    JsonNode summary = curvatures.get(0).path("summary");
    List<CurvatureCheck> checks = result(out).curvatureChecks();
    int agree = checks.stream().mapToInt(check -> check.agreement().agree()).sum();
    assertThat(summary.path("agreement").path("agree").asInt()).isEqualTo(agree);
    assertThat(summary.path("agree").path("value").asDouble())
        .isCloseTo(agree / 14.0, within(1e-15));
    double convex =
        checks.stream().flatMap(each -> each.gaussNewton().stream()).mapToDouble(g -> g).sum();
    double rest =
        checks.stream().flatMap(each -> each.rest().stream()).mapToDouble(Math::abs).sum();
    double gaussNewton = convex / (convex + rest);
    // Sums of 18 numbers in two orders.
    assertThat(summary.path("gaussNewton").path("value").asDouble())
        .isCloseTo(gaussNewton, within(1e-14));

    JsonNode compared = curvatures(Invocation.of("compare", out.toString(), "--json", "-"));
    assertThat(compared.get(0).path("summary")).isEqualTo(summary);

    Path page = folder.resolve("page.html");
    Invocation report = Invocation.of("report", out.toString(), "--out", page.toString());
    assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(page))
        .contains(">Second derivatives</h2>")
        .contains("The sign of the exact second derivative is the verdict at ")
        .contains(
            String.format(
                Locale.ROOT, "<td data-label=\"Gauss–Newton, %%\">%.1f ±", 100 * gaussNewton));
  }

  @Test
  void networksOfOneTitleAreNamedByTheirPlaces() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    assertThat(probe(first).code()).isEqualTo(ExitCode.OK);
    // With other points it is not measured alike, and both are compared.
    assertThat(probe(second, "--points", "11").code()).isEqualTo(ExitCode.OK);
    JsonNode both =
        curvatures(Invocation.of("compare", first.toString(), second.toString(), "--json", "-"));

    assertThat(both).hasSize(2);
    assertThat(both.get(0).path("network").asText())
        .startsWith("ResNet-8, k = 1, epoch 3 (" + first + ": ");
    assertThat(both.get(1).path("network").asText())
        .startsWith("ResNet-8, k = 1, epoch 3 (" + second + ": ");
  }

  private static Path csv(Path out) throws IOException {
    try (var files = Files.list(out)) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("curvature-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aRunThatLostALineEndsInTheSameBits() throws IOException {
    Path out = folder.resolve("out");
    assertThat(probe(out).code()).isEqualTo(ExitCode.OK);
    CheckpointResult first = result(out);
    Path journal = out.resolve("journal.jsonl");
    List<String> entries = Files.readAllLines(journal);
    Files.write(journal, entries.subList(0, entries.size() - 1));
    assertThat(probe(out).code()).isEqualTo(ExitCode.OK);

    assertThat(result(out)).isEqualTo(first);
  }

  @Test
  void theScanIsThatWithoutACrossCheck() throws IOException {
    assertThat(probe(folder.resolve("with")).code()).isEqualTo(ExitCode.OK);
    Invocation without = probe(folder.resolve("without"), "--cross-check", "none");

    assertThat(without.code()).isEqualTo(ExitCode.OK);
    assertThat(without.out()).doesNotContain("Exact second derivatives");
    CheckpointResult plain = result(folder.resolve("without"));
    assertThat(plain.curvatureChecks()).isEmpty();
    assertThat(plain.lines()).isEqualTo(result(folder.resolve("with")).lines());
  }

  @Test
  void recalibratedStatisticsStandStillToo() throws IOException {
    assertThat(probe(folder.resolve("out"), "--batch-norm", "recalibrated").code())
        .isEqualTo(ExitCode.OK);
    assertThat(result(folder.resolve("out")).curvatureChecks()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--batch-norm, batch, second derivatives hold the statistics fixed",
    "--execution, reference, --cross-check is curvature; it needs native execution",
    "--loss, mse, --cross-check is curvature; it needs native execution",
  })
  void whatHasNoSecondDerivativesIsRefused(String option, String value, String message)
      throws IOException {
    Invocation invocation = probe(folder.resolve("out"), option, value);

    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err()).contains(message);
  }
}
