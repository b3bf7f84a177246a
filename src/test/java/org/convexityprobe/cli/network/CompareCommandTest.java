package org.convexityprobe.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.cli.Invocation;
import org.convexityprobe.cli.UntrainedNetworks;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.execution.torch.LibTorch;
import org.convexityprobe.experiment.hessian.HessianComparison;
import org.convexityprobe.experiment.hessian.HessianResults;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.landscape.Spectrum;
import org.convexityprobe.report.HessianRow;
import org.convexityprobe.resnet.CheckpointFiles;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code compare} subtracts, and what it says where it does not. */
class CompareCommandTest {
  @TempDir private Path folder;

  private Path probe(String name, Path zip, String... options) {
    Path out = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(List.of("probe", zip.toString(), "--data", "synthetic", "--images", "4"));
    arguments.addAll(List.of("--points", "5", "--quiet", "--out", out.toString()));
    arguments.addAll(List.of(options));
    if (!arguments.contains("--lines")) {
      arguments.addAll(List.of("--lines", "2"));
    }
    Invocation invocation = Invocation.of(arguments.toArray(String[]::new));
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    return out;
  }

  private Path network(int width, int epoch, long seed) throws IOException {
    return UntrainedNetworks.trained(folder.resolve("k" + width + "-" + seed), width, epoch, seed);
  }

  private static Invocation compare(Path... runs) {
    List<String> arguments = new ArrayList<>(List.of("compare"));
    for (Path run : runs) {
      arguments.add(run.toString());
    }
    return Invocation.of(arguments.toArray(String[]::new));
  }

  @Test
  void linesOfTwoLengthsAreNotSubtracted() throws IOException {
    Invocation compare =
        compare(probe("short", network(1, 3, 1)), probe("long", network(2, 3, 1), "--length", "2"));

    assertThat(compare.code()).as(compare.err()).isEqualTo(ExitCode.OK);
    assertThat(compare.out())
        .contains("Table 1: ", "Table 2: ")
        .contains("note: tables 1 and 2 are not subtracted: length is 1.0 and 2.0")
        .doesNotContain("Wider minus narrower", "Infinity", "∞");
  }

  @Test
  void networksOfTwoRecipesAreTwoTablesOfOneRun() throws IOException {
    Path paper = network(1, 3, 1);
    Path other = UntrainedNetworks.trained(folder.resolve("faster"), 1, 3, 1);
    Path description = CheckpointFiles.description(other);
    String recipe = Files.readString(description);
    assertThat(recipe).contains("\"learningRate\" : 0.1,");
    Files.writeString(
        description, recipe.replace("\"learningRate\" : 0.1,", "\"learningRate\" : 0.2,"));
    Invocation probed =
        Invocation.of(
            "probe %s %s --data synthetic --images 4 --points 5 --lines 1 --quiet --out %s"
                .formatted(paper, other, folder.resolve("both"))
                .split(" ", -1));

    assertThat(probed.code()).as(probed.err()).isEqualTo(ExitCode.OK);
    assertThat(probed.out())
        .containsPattern("Table 1\\R[^:]*\\R")
        .contains("Table 2")
        .contains("tables 1 and 2 are not subtracted: training.learningRate is 0.1 and 0.2");
  }

  @Test
  void theErrorOfOneLineIsADash() throws IOException {
    Invocation compare =
        compare(
            probe("narrow", network(1, 3, 1), "--lines", "1"),
            probe("wide", network(2, 3, 1), "--lines", "1"));

    assertThat(compare.out())
        .contains("Wider minus narrower networks")
        .containsPattern("k = 2 minus k = 1\\s+1 and 1\\s+\\S+ ± –\\s+–\\s+–\\s+–")
        .doesNotContain("NaN");
  }

  @Test
  void seedsShareACellAndEpochsOfOneNetworkPair() throws IOException {
    Path first = probe("first", network(1, 0, 1));
    Path later = probe("later", network(1, 3, 1));
    Path second = probe("second", network(1, 0, 2));
    Invocation compare = compare(first, later, second);

    assertThat(compare.code()).as(compare.err()).isEqualTo(ExitCode.OK);
    assertThat(compare.out())
        .contains("epoch 0, k = 1: 2 networks of 2 lines")
        .contains("epoch 3, k = 1: 1 network, 2 lines")
        .contains("Later minus first epoch, the same networks and lines")
        .containsPattern("8\\s+1\\s+3 minus 0\\s+1 ");
  }

  @Test
  void differencesAreInTheFilesInTheJsonAndInTheReport() throws IOException {
    Path narrow = probe("narrow", network(1, 3, 1));
    Path wide = probe("wide", network(2, 3, 1));
    Path out = folder.resolve("comparison");
    Invocation json =
        Invocation.of("compare", "" + narrow, "" + wide, "--json", "-", "--out", out.toString());

    assertThat(json.code()).as(json.err()).isEqualTo(ExitCode.OK);
    Comparison printed = Json.parse(json.out(), Comparison.class);
    assertThat(printed.tables().get(0).differences()).hasSize(1);
    assertThat(Json.read(out.resolve("comparison.json"), Comparison.class)).isEqualTo(printed);
    assertThat(out.resolve("tables/differences.csv"))
        .content()
        .contains("widths,yes,8,1,2,3,3,1,1");
    assertThat(out.resolve("tables/differences.md")).content().contains("k = 2 minus k = 1");
    assertThat(out.resolve("figures/lengths.png")).exists();
    Invocation report = Invocation.of("report", out.toString());
    assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains(
            "Wider minus narrower networks",
            "k = 2 minus k = 1",
            "the loss of 4 of the 20 training images");
  }

  @Test
  void aFactorisationHasNoLengthsToCompare() throws IOException {
    Path star = folder.resolve("star");
    assertThat(Invocation.of("nmf", "star", "--out", star.toString()).code())
        .isEqualTo(ExitCode.OK);
    for (Path path : List.of(star, star.resolve("results.json"))) {
      Invocation compare = compare(path);
      assertThat(compare.code()).isEqualTo(ExitCode.FILE);
      assertThat(compare.err())
          .contains("holds a nmf-star run, which has no convexity lengths of networks")
          .contains("expected the folder of a probe or a table");
    }
  }

  private Path hessian(String name, Path zip, String... options) {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
    Path out = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(List.of("hessian", zip.toString(), "--data", "synthetic"));
    arguments.addAll(List.of("--eigenvalues", "1", "--probes", "2"));
    arguments.addAll(List.of("--probe-steps", "2", "--quiet", "--out", out.toString()));
    arguments.addAll(List.of(options));
    if (!arguments.contains("--images")) {
      arguments.addAll(List.of("--images", "2"));
    }
    if (!arguments.contains("--steps")) {
      arguments.addAll(List.of("--steps", "3"));
    }
    Invocation invocation = Invocation.of(arguments.toArray(String[]::new));
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    return out;
  }

  @Test
  void hessiansOfTwoWidthsAreOneTable() throws IOException {
    Path narrow = hessian("h1", network(1, 3, 1));
    Path wide = hessian("h2", network(2, 3, 1), "--steps", "4");
    Path out = folder.resolve("hessians");
    Invocation compare =
        Invocation.of("compare", "" + narrow, "" + wide.resolve("results.json"), "--out", "" + out);

    assertThat(compare.code()).as(compare.err()).isEqualTo(ExitCode.OK);
    assertThat(compare.out())
        .containsPattern("network +λ_max +λ_min +\\|λ_min / λ_max\\| +Tr H ")
        .containsPattern("ResNet-8, k = 1, seed 1, epoch 3 +\\S+ ± \\S+ +\\S+ ± \\S+ ")
        .contains("ResNet-8, k = 2, seed 1, epoch 3")
        .doesNotContain("e+");
    List<HessianRow> rows = Json.read(out.resolve("results.json"), HessianComparison.class).rows();
    Spectrum own = HessianResults.read(wide).checkpoints().get(0).spectrum();
    assertThat(rows.get(1))
        .returns(own.largest().get(0), HessianRow::largest)
        .returns(own.smallest().get(0), HessianRow::smallest)
        .returns(own.trace(), HessianRow::trace);
    assertThat(out.resolve("hessians.csv"))
        .content()
        .startsWith("result,checkpoint,network,images,parameters,largest,largest_residual,")
        .contains("," + own.largest().get(0).value() + "," + own.largest().get(0).residual());
    assertThat(Invocation.of("report", "" + out).code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void hessiansOfOtherImagesOrOtherLossesAreRefused() throws IOException {
    Path zip = network(1, 3, 1);
    Path two = hessian("two", zip);
    Invocation images = compare(two, hessian("three", zip, "--images", "3"));
    Invocation loss = compare(two, hessian("smooth", zip, "--label-smoothing", "0.1"));

    assertThat(images.code()).isEqualTo(ExitCode.USAGE);
    assertThat(images.err())
        .contains("Hessians of different losses or images are not put into one table; leave out ")
        .contains("images in the loss is 2 of 20, drawn by seed 1 and 3 of 20, drawn by seed 1");
    assertThat(loss.code()).isEqualTo(ExitCode.USAGE);
    assertThat(loss.err()).contains("labelSmoothing is 0.0 and 0.1");
  }

  @Test
  void hessiansAndLengthsAreNotMixed() throws IOException {
    Path zip = network(1, 3, 1);
    Path lengths = probe("lengths", zip, "--lines", "1");
    Invocation compare = compare(lengths, hessian("h", zip));

    assertThat(compare.code()).isEqualTo(ExitCode.USAGE);
    assertThat(compare.err())
        .contains("h holds a hessian run and ", "lengths does not; expected hessian runs alone");
  }

  @Test
  void aRunGivenTwiceIsRefused() throws IOException {
    Path run = probe("run", network(1, 0, 1));
    Invocation compare = compare(run, run);

    assertThat(compare.code()).isEqualTo(ExitCode.USAGE);
    assertThat(compare.err()).contains("is given twice");
  }
}
