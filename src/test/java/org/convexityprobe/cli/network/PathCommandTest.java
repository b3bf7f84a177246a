package org.convexityprobe.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.cli.Invocation;
import org.convexityprobe.cli.UntrainedNetworks;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.experiment.probe.PathResult;
import org.convexityprobe.experiment.probe.PathResults;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.GradientAlignment;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.Checkpoint.TrainingData;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.CheckpointNetwork;
import org.convexityprobe.resnet.DenseInitialization;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathCommandTest {
  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void chooseOutput() {
    out = folder.resolve("out");
  }

  @Test
  void allSegmentsEndInTheLastCheckpoint() throws IOException {
    List<Path> zips = networks(0, 1, 2);
    Invocation invocation = path(zips);
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    List<PathResult> paths = PathResults.read(out).paths();
    assertThat(paths).hasSize(2);
    List<Double> first = paths.get(0).scan().values();
    List<Double> second = paths.get(1).scan().values();
    // λ = ½ is rebuilt from the middle: the last bits of the weights may differ by one rounding.
    assertThat(second.get(4)).isCloseTo(first.get(4), within(1e-5 * first.get(4)));
    assertThat(first.get(0)).isNotEqualTo(second.get(0));
    assertThat(invocation.out()).contains("star-convex", "4 of 20 training images");
    assertThat(out.resolve("segments.csv")).isNotEmptyFile();
    assertThat(out.resolve("figures/segments.png")).isNotEmptyFile();
    assertThat(out.resolve("figures/segments.svg")).isNotEmptyFile();
  }

  @Test
  void theDistanceIsThatOfTheWeights() throws IOException {
    List<Path> zips = networks(0, 1);
    assertThat(path(zips).code()).isEqualTo(ExitCode.OK);
    float[] from = CheckpointFiles.read(zips.get(0)).parameters();
    float[] to = CheckpointFiles.read(zips.get(1)).parameters();
    // Both are initialisations: their running statistics are the same, so all differences count.
    double expected = Direction.between(from, to).norm(0, from.length);
    assertThat(PathResults.read(out).paths().get(0).distance())
        .isCloseTo(expected, within(1e-12 * expected));
  }

  @Test
  void theAlignmentIsThatOfTheLossOnTheWay() throws IOException {
    List<Path> zips = networks(0, 1);
    assertThat(path(zips).code()).isEqualTo(ExitCode.OK);
    GradientAlignment alignment = PathResults.read(out).paths().get(0).alignment();
    double distance = PathResults.read(out).paths().get(0).distance();
    CheckpointNetwork start = CheckpointFiles.read(zips.get(0));
    Direction way =
        Direction.between(start.parameters(), CheckpointFiles.read(zips.get(1)).parameters());
    ImageSet images = SyntheticImages.dataset(20, 20, 1).train().subset(4, 1);
    try (NetworkFunction function =
        Execution.NATIVE.function(
            start.graph().getConfiguration(),
            new LossSpec(Normalization.CIFAR10.apply(images), 4, false),
            1)) {
      double slope = function.slope(start.parameters(), way.toArray(), images.labels());
      // Forward against backward differentiation, both in single precision.
      assertThat(alignment.slope()).isCloseTo(slope, within(1e-4 * Math.abs(slope)));
    }
    assertThat(alignment.cosine())
        .isCloseTo(-alignment.slope() / (alignment.gradientNorm() * distance), within(1e-12));
    List<String> rows = Files.readAllLines(out.resolve("alignment.csv"));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).startsWith("network,epoch,loss,");
    assertThat(rows.get(1)).startsWith(PathResults.read(out).paths().get(0).name() + ",0,");
    assertThat(out.resolve("figures/alignment.png")).isNotEmptyFile();
    assertThat(out.resolve("figures/alignment.svg")).isNotEmptyFile();
  }

  @Test
  void resultsOfVersionsThatMovedOtherParametersAreRefused() throws IOException {
    assertThat(path(networks(0, 1)).code()).isEqualTo(ExitCode.OK);
    Path results = out.resolve(PathResults.FILE);
    String text = Files.readString(results);
    Files.writeString(
        results,
        text.replaceFirst(
            "\"schemaVersion\" : " + PathResults.SCHEMA_VERSION, "\"schemaVersion\" : 1"));
    assertThat(Invocation.of("report", out.toString()).err())
        .contains("paths of schema version 1; this program reads version 3");
  }

  @Test
  void aSecondCallTakesFinishedSegmentsFromTheJournal() throws IOException {
    List<Path> zips = networks(0, 1, 2);
    assertThat(path(zips).code()).isEqualTo(ExitCode.OK);
    List<PathResult> whole = PathResults.read(out).paths();
    Path journal = out.resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, lines.get(0) + "\n" + lines.get(1).substring(0, 50));
    assertThat(path(zips).code()).isEqualTo(ExitCode.OK);
    assertThat(PathResults.read(out).paths()).isEqualTo(whole);
    assertThat(Files.readAllLines(journal).get(0)).isEqualTo(lines.get(0));
  }

  @Test
  void networksOfDifferentArchitecturesAreRefused() throws IOException {
    Path narrow = UntrainedNetworks.write(folder.resolve("k1"), 1, 0);
    Path wide = UntrainedNetworks.write(folder.resolve("k2"), 2, 1);
    Invocation invocation = path(List.of(narrow, wide));
    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err())
        .contains("ResNet-8, k = 1")
        .contains("ResNet-8, k = 2")
        .contains("a path needs one architecture");
    assertThat(out).doesNotExist();
  }

  /** How a dense layer started is no part of what is compared. */
  @Test
  void networksThatStartedDifferentlyAreOfOneArchitecture() throws IOException {
    List<Path> zips = networks(0, 1);
    CheckpointNetwork network = CheckpointFiles.read(zips.get(0));
    Checkpoint old = network.description();
    ResNetArchitecture own = (ResNetArchitecture) old.architecture();
    CheckpointFiles.write(
        zips.get(0),
        network.graph(),
        new Checkpoint(
            Checkpoint.SCHEMA_VERSION,
            new ResNetArchitecture(
                own.depth(),
                own.width(),
                own.input(),
                own.classes(),
                own.shortcut(),
                DenseInitialization.SMALL),
            old.epoch(),
            old.data(),
            old.normalization(),
            old.training(),
            null,
            null));
    Invocation invocation = path(zips);
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
  }

  private void refused(List<Path> zips, String... messages) {
    Invocation invocation = path(zips);
    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.err()).contains(zips.get(0) + "", zips.get(1) + "").contains(messages);
    assertThat(out).doesNotExist();
  }

  @Test
  void networksOfDifferentInputsOrDataSetsAreRefused() throws IOException {
    String checksum = SyntheticImages.dataset(20, 20, 1).train().checksum();
    TrainingData synthetic = new TrainingData("synthetic", 20, 1, checksum);
    List<Path> zips = networks(0, 1);
    UntrainedNetworks.describe(zips.get(1), Normalization.CIFAR10, synthetic);

    UntrainedNetworks.describe(zips.get(0), Normalization.IMAGENET, synthetic);
    refused(zips, "pixels normalised by mean [0.485, ", "a path needs one normalisation");
    UntrainedNetworks.describe(
        zips.get(0), Normalization.CIFAR10, new TrainingData("npz", 20, 1, null));
    refused(zips, "was trained on npz", "on synthetic; a path needs one data set");
    UntrainedNetworks.describe(
        zips.get(0), Normalization.CIFAR10, new TrainingData("synthetic", 20, 1, "01234567"));
    refused(zips, "was trained on other images (synthetic, checksum 01234567)", checksum);
  }

  @Test
  void networksOfTwoSubsetsShareTheLossOfTheLastWithANote() throws IOException {
    List<Path> zips = networks(0, 1);
    UntrainedNetworks.describe(
        zips.get(0), Normalization.CIFAR10, new TrainingData("synthetic", 10, 2, null));
    Invocation invocation = path(zips);
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    String note =
        "the loss is that of the training images of %s (20, drawn by seed 1); %s was trained on others (10, drawn by seed 2)"
            .formatted(zips.get(1), zips.get(0));
    assertThat(invocation.out()).contains("note: " + note);
    assertThat(PathResults.read(out).warnings()).containsExactly(note);
  }

  @Test
  void aSingleCheckpointAndAnEvenGridAreRefused() throws IOException {
    List<Path> zips = networks(0, 1);
    assertThat(path(zips.subList(0, 1)).code()).isEqualTo(ExitCode.USAGE);
    Invocation even = path(zips, "--points", "4");
    assertThat(even.code()).isEqualTo(ExitCode.USAGE);
    assertThat(even.err()).contains("--points is 4; expected an odd number");
  }

  private List<Path> networks(int... epochs) throws IOException {
    List<Path> zips = new ArrayList<>();
    for (int epoch : epochs) {
      zips.add(UntrainedNetworks.write(folder.resolve("run"), 1, epoch));
    }
    return zips;
  }

  private Invocation path(List<Path> zips, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("path", "--data", "synthetic", "--quiet", "--images", "4", "--out", "" + out));
    arguments.addAll(options.length == 0 ? List.of("--points", "5") : List.of(options));
    zips.forEach(zip -> arguments.add(zip.toString()));
    return Invocation.of(arguments.toArray(String[]::new));
  }
}
