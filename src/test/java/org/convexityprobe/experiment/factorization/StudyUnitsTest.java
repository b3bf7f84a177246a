package org.convexityprobe.experiment.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.ReversingExecutor;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.nmf.Factors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results on matrices do not depend on who computes units, nor on their order. */
class StudyUnitsTest {
  private static final String SYNTHETIC =
      "synthetic: {rows: 12, columns: 10, rank: 3, noise: 0.1, observedFraction: 1.0, seed: 1}";

  @TempDir private static Path files;
  @TempDir private Path folder;

  static Stream<Study> studies() {
    return Stream.concat(
        studies(SYNTHETIC, "[]"),
        Stream.of(
            new PlantedSweep(
                Configuration.of(PlantedConfig.class, PlantedConfig.DEFAULT)
                    .overlayYaml("{sizes: [4, 9], draws: 20, factDraws: 20}")
                    .resolve())));
  }

  /** Returns studies of a matrix in a file; those that factorise once start at a given point. */
  static Stream<Study> studiesOfFiles() throws IOException {
    Path matrix = files.resolve("matrix.csv");
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 12; row++) {
      for (int column = 0; column < 10; column++) {
        text.append(column == 0 ? "" : ",").append(1 + (row * 7 + column * 5 + row * column) % 11);
      }
      text.append('\n');
    }
    Files.writeString(matrix, text);
    List<String> starts = new ArrayList<>();
    for (int start = 0; start < 3; start++) {
      double[] left = new double[12 * 2];
      double[] right = new double[10 * 2];
      Arrays.setAll(left, i -> 0.1 + i % 5);
      Arrays.setAll(right, i -> 0.2 + i % 3);
      left[0] += start;
      Path file = files.resolve("start-%d.npz".formatted(start));
      OptimumStore.write(file, new Factors(12, 10, 2, left, right));
      starts.add("'%s'".formatted(file));
    }
    String matrices = "files: ['%s']".formatted(matrix);
    return Stream.concat(
        studies(matrices, "[]"),
        studies(matrices, starts.toString())
            .filter(study -> study instanceof FactorizeStudy || study instanceof TrajectoryStudy));
  }

  private static Stream<Study> studies(String matrix, String starts) {
    return Stream.of(
        new FactorizeStudy(
            settings(FactorizeConfig.class, FactorizeConfig.DEFAULT, matrix, starts, "starts: 3")),
        new CurvatureStudy(
            settings(
                CurvatureConfig.class,
                CurvatureConfig.DEFAULT,
                matrix,
                starts,
                "optima: 2\npoints: 3\nrates: [0.5, 1.0]")),
        new LinesStudy(
            settings(LinesConfig.class, LinesConfig.DEFAULT, matrix, starts, "lines: 2")),
        new SpectrumStudy(
            settings(SpectrumConfig.class, SpectrumConfig.DEFAULT, matrix, starts, "")),
        new TrajectoryStudy(
            settings(
                TrajectoryConfig.class,
                TrajectoryConfig.DEFAULT,
                matrix,
                starts,
                "repetitions: 3\npoints: 4")));
  }

  private static <T extends Record> T settings(
      Class<T> type, T defaults, String matrix, String starts, String own) {
    return Configuration.of(type, defaults)
        .overlayYaml(
            """
            matrix: {%s}
            solve: {rank: 2, maxIterations: 200, initialFactors: %s}
            %s
            """
                .formatted(matrix, starts, own))
        .resolve();
  }

  @ParameterizedTest
  @MethodSource("studies")
  void unitsMayComeBackInAnyOrder(Study study) throws IOException {
    FactorizationRun run = new FactorizationRun(new FactorizationListener() {}, () -> false);
    try (UnitExecutor here = new LocalExecutor(1);
        ReversingExecutor elsewhere = new ReversingExecutor()) {
      assertThat(run.run(study, folder.resolve("here"), here)).isTrue();
      assertThat(run.run(study, folder.resolve("elsewhere"), elsewhere)).isTrue();
      int computed = elsewhere.computed();
      assertThat(computed).isPositive();
      assertThat(run.run(study, folder.resolve("elsewhere"), elsewhere)).isTrue();
      assertThat(elsewhere.computed()).as("all is known").isEqualTo(computed);
    }
    assertThat(results("elsewhere")).isEqualTo(results("here"));
  }

  @ParameterizedTest
  @MethodSource("studiesOfFiles")
  void filesMayBeElsewhere(Study study) throws IOException {
    FactorizationRun run = new FactorizationRun(new FactorizationListener() {}, () -> false);
    try (UnitExecutor here = new LocalExecutor(1);
        ReversingExecutor elsewhere = new ReversingExecutor(folder.resolve("copies"))) {
      assertThat(run.run(study, folder.resolve("here"), here)).isTrue();
      assertThat(run.run(study, folder.resolve("elsewhere"), elsewhere)).isTrue();
      assertThat(elsewhere.computed()).isPositive();
    }
    assertThat(results("elsewhere")).isEqualTo(results("here"));
  }

  @ParameterizedTest
  @MethodSource("studiesOfFiles")
  void aRunOnAMatrixIsNotContinuedOnAnother(Study study) throws IOException {
    FactorizationRun run = new FactorizationRun(new FactorizationListener() {}, () -> false);
    Path matrix = files.resolve("matrix.csv");
    String text = Files.readString(matrix);
    try (UnitExecutor executor = new LocalExecutor(1)) {
      assertThat(run.run(study, folder, executor)).isTrue();
      Files.writeString(matrix, text.replaceFirst("1", "2"));
      assertThatThrownBy(() -> run.run(study, folder, executor))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("put these files back as they were")
          .hasMessageContaining("inputs." + matrix);
    }
  }

  @Test
  void runsOfEarlierVersionsContinueWithoutChecksums() throws IOException {
    FactorizationRun run = new FactorizationRun(new FactorizationListener() {}, () -> false);
    Study study = studiesOfFiles().findFirst().orElseThrow();
    try (UnitExecutor executor = new LocalExecutor(1)) {
      assertThat(run.run(study, folder, executor)).isTrue();
      Path file = folder.resolve(Manifest.FILE);
      Manifest manifest = Manifest.read(file);
      assertThat(manifest.configuration()).containsKey(Manifest.INPUTS);
      Json.write(
          file,
          new Manifest(
              manifest.schemaVersion(),
              manifest.kind(),
              manifest.settings(),
              manifest.environment(),
              manifest.madeBy()));
      assertThat(run.run(study, folder, executor)).isTrue();
    }
  }

  /** Returns the results without the times that they took. */
  private String results(String name) throws IOException {
    return Files.readString(folder.resolve(name).resolve(FactorizationRun.RESULTS))
        .replaceAll("\"seconds\" : [^,\\s]+", "");
  }
}
