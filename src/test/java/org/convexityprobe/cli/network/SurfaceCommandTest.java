package org.convexityprobe.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.convexityprobe.cli.Invocation;
import org.convexityprobe.cli.UntrainedNetworks;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.surface.SurfaceResult;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceTrajectory.Point;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceCommandTest {
  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void chooseOutput() {
    out = folder.resolve("out");
  }

  @Test
  void theFirstDirectionIsLineZeroOfAProbe() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("k1"), 1, 0);
    Path lines = folder.resolve("lines");
    assertThat(surface(List.of(zip), "--x-range", "-0.5,0.5").code()).isEqualTo(ExitCode.OK);
    assertThat(
            Invocation.of(
                    ("probe --data synthetic --images 4 --lines 1 --points 3 --quiet --out "
                            + lines
                            + " "
                            + zip)
                        .split(" ", -1))
                .code())
        .isEqualTo(ExitCode.OK);
    SurfaceResult surface = SurfaceResults.read(out).surfaces().get(0);
    assertThat(surface.scan().y()).isEqualTo(new SurfaceAxis(-0.5, 0.5, 3));
    // Both build their points as w + λ r + 0 in double and round once: the same bits.
    assertThat(surface.scan().values().get(1))
        .isEqualTo(ProbeResults.read(lines).checkpoints().get(0).lines().get(0).values());
    assertThat(surface.warnings()).anyMatch(note -> note.contains("4 of 20 training images"));
  }

  @Test
  void resultsArePrintedAsJson() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("k1"), 1, 0);
    Invocation invocation = surface(List.of(zip), "--json", "-");
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    assertThat(Json.parse(invocation.out(), SurfaceResults.class))
        .isEqualTo(SurfaceResults.read(out));
  }

  @Test
  void orthogonalDirectionsChangeTheSecondOneOnly() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("k1"), 1, 0);
    assertThat(surface(List.of(zip)).code()).isEqualTo(ExitCode.OK);
    List<List<Double>> values = SurfaceResults.read(out).surfaces().get(0).scan().values();
    out = folder.resolve("orthogonal");
    assertThat(surface(List.of(zip), "--orthogonal").code()).isEqualTo(ExitCode.OK);
    List<List<Double>> others = SurfaceResults.read(out).surfaces().get(0).scan().values();
    assertThat(others.get(1)).isEqualTo(values.get(1));
    assertThat(others.get(0)).isNotEqualTo(values.get(0));
  }

  @Test
  void networksOfSeveralWidthsAreDrawnAndExportedTogether() throws IOException {
    Path narrow = UntrainedNetworks.write(folder.resolve("k1"), 1, 0);
    Path wide = UntrainedNetworks.write(folder.resolve("k2"), 2, 0);
    Invocation invocation = surface(List.of(narrow, wide), "--log");
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    for (String file :
        List.of(
            "surface-resnet8-k1-epoch-000.npz",
            "surface-resnet8-k1-epoch-000.csv",
            "surface-resnet8-k2-epoch-000.h5",
            "surface-resnet8-k2-epoch-000.vts",
            "figures/surfaces.png",
            "figures/surfaces.svg",
            "figures/convexity-maps.png",
            "figures/convexity-maps.svg")) {
      assertThat(out.resolve(file)).isNotEmptyFile();
    }
  }

  @Test
  void aHalfWrittenRowIsComputedAgain() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("k1"), 1, 0);
    assertThat(surface(List.of(zip)).code()).isEqualTo(ExitCode.OK);
    List<SurfaceResult> whole = SurfaceResults.read(out).surfaces();
    Path journal = out.resolve("journal.jsonl");
    List<String> rows = Files.readAllLines(journal);
    assertThat(rows).hasSize(3);
    Files.writeString(journal, rows.get(0) + "\n" + rows.get(1).substring(0, 40));
    Files.delete(out.resolve(SurfaceResults.FILE));
    assertThat(surface(List.of(zip)).code()).isEqualTo(ExitCode.OK);
    assertThat(SurfaceResults.read(out).surfaces()).isEqualTo(whole);
    assertThat(Files.readAllLines(journal).get(0)).isEqualTo(rows.get(0));
  }

  @Test
  void aFolderOfANewerProgramIsRefused() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("k1"), 1, 0);
    assertThat(surface(List.of(zip)).code()).isEqualTo(ExitCode.OK);
    Path manifest = out.resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"schemaVersion\" : \\d+", "\"schemaVersion\" : 7"));
    assertThat(surface(List.of(zip)).err()).contains("schema version 7; this program reads");
  }

  @Test
  void aTrajectoryLiesOverTheSurfaceOfItsPlane() throws IOException {
    Path run = folder.resolve("run");
    for (int epoch : List.of(0, 3, 10)) {
      UntrainedNetworks.write(run, 1, epoch);
    }
    Invocation invocation = surface(List.of(run), "--trajectory");
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    assertThat(invocation.out()).contains("of the trajectory's variance", "off plane");
    SurfaceResult surface = SurfaceResults.read(out).surfaces().get(0);
    List<Point> points = surface.trajectory().points();
    assertThat(points).extracting(Point::epoch).containsExactly(0, 3, 10);
    // Three points span a plane, so all of the variance is in it; floats carry it to 1e-6.
    assertThat(surface.trajectory().explained().stream().mapToDouble(e -> e).sum())
        .isCloseTo(1, within(1e-6));
    for (Point point : points) {
      assertThat(point.x()).isStrictlyBetween(surface.scan().x().from(), surface.scan().x().to());
      assertThat(point.y()).isStrictlyBetween(surface.scan().y().from(), surface.scan().y().to());
      assertThat(point.residual()).isLessThan(1e-4);
      // All have the running statistics of an initialisation, so on the plane is there.
      assertThat(point.surfaceLoss()).isCloseTo(point.loss(), within(1e-4 * point.loss()));
    }
    for (String file :
        List.of("trajectory.csv", "trajectory.npz", "trajectory.h5", "figures/trajectory.png")) {
      assertThat(out.resolve(file)).isNotEmptyFile();
    }
    assertThat(Invocation.of("report", out.toString()).code()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("The checkpoints and the plane", "\"path\":{", "epoch 10");
  }

  @Test
  void aStoppedTrajectoryGoesOnToTheSameResult() throws IOException {
    Path run = folder.resolve("run");
    for (int epoch : List.of(0, 1, 2)) {
      UntrainedNetworks.write(run, 1, epoch);
    }
    assertThat(surface(List.of(run), "--trajectory").code()).isEqualTo(ExitCode.OK);
    List<SurfaceResult> whole = SurfaceResults.read(out).surfaces();
    Path journal = out.resolve("journal.jsonl");
    Files.writeString(journal, Files.readAllLines(journal).get(0) + "\n");
    assertThat(surface(List.of(run), "--trajectory").code()).isEqualTo(ExitCode.OK);
    assertThat(SurfaceResults.read(out).surfaces()).isEqualTo(whole);
  }

  @Test
  void aDamagedCheckpointIsNamedAndTheTrajectoryOfTheOthersIsDrawn() throws IOException {
    Path run = folder.resolve("run");
    for (int epoch : List.of(0, 1, 2, 3)) {
      UntrainedNetworks.write(run, 1, epoch);
    }
    Path damaged = run.resolve("epoch-001.zip");
    Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), 5000));
    Invocation invocation = surface(List.of(run), "--trajectory");
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err()).contains("epoch-001.zip").doesNotContain("\tat ");
    List<Point> points = SurfaceResults.read(out).surfaces().get(0).trajectory().points();
    assertThat(points).extracting(Point::epoch).containsExactly(0, 2, 3);
  }

  @Test
  void checkpointsThatAreNoTrajectoryAreRefused() throws IOException {
    Path first = UntrainedNetworks.write(folder.resolve("k1"), 1, 0);
    Path second = UntrainedNetworks.write(folder.resolve("k1"), 1, 1);
    Path third = UntrainedNetworks.write(folder.resolve("k1"), 1, 2);
    Path wide = UntrainedNetworks.write(folder.resolve("k2"), 2, 2);
    assertThat(surface(List.of(first, second), "--trajectory"))
        .satisfies(refused("a trajectory of 2 checkpoints; expected at least 3"));
    assertThat(surface(List.of(first, second, wide), "--trajectory"))
        .satisfies(refused("a trajectory needs one architecture"));
    assertThat(surface(List.of(first, third, second), "--trajectory"))
        .satisfies(refused("of epoch 1, but comes behind epoch 2"));
    assertThat(surface(List.of(first, second, third), "--trajectory", "--orthogonal"))
        .satisfies(refused("expected none of them with --trajectory"));
    UntrainedNetworks.describe(second, Normalization.IMAGENET, null);
    assertThat(surface(List.of(first, second, third), "--trajectory"))
        .satisfies(refused("a trajectory needs one normalisation"));
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderWithoutCheckpointsIsRefused() {
    Invocation invocation = surface(List.of(folder));
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err()).contains("has no checkpoints; expected files such as");
  }

  private static ThrowingConsumer<Invocation> refused(String message) {
    return invocation -> {
      assertThat(invocation.err()).contains(message).doesNotContain("\tat ");
      assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--x-range | 0.5,1 | expected one that contains 0",
        "--y-range | 1,-1 | expected two numbers, the smaller first",
        "--y-range | -1 | is no range; expected two numbers such as -1,1",
        "--x-range | -1,one | is no range",
        "--points | 1 | points: 1; expected at least 2",
        "--noise-threshold | -1 | --noise-threshold is -1.0",
        "--images | 100 | expected 1 to 20"
      })
  void valuesOutOfRangeAreRefused(String option, String value, String message) throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("k1"), 1, 0);
    Invocation invocation = surface(List.of(zip), option, value);
    assertThat(invocation.err()).contains(message).doesNotContain("\tat ");
    assertThat(invocation.code()).isEqualTo(ExitCode.USAGE);
    assertThat(out.resolve(SurfaceResults.FILE)).doesNotExist();
  }

  private Invocation surface(List<Path> zips, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("surface", "--data", "synthetic", "--quiet", "--out", out.toString()));
    if (!List.of(options).contains("--points")) {
      arguments.addAll(List.of("--points", "3"));
    }
    if (!List.of(options).contains("--images")) {
      arguments.addAll(List.of("--images", "4"));
    }
    arguments.addAll(List.of(options));
    zips.forEach(zip -> arguments.add(zip.toString()));
    return Invocation.of(arguments.toArray(String[]::new));
  }
}
