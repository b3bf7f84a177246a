package org.convexityprobe.experiment.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.ReversingExecutor;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results on matrices do not depend on who computes units, nor on their order. */
class StudyUnitsTest {
  @TempDir private Path folder;

  static Stream<Study> studies() {
    return Stream.of(
        new FactorizeStudy(settings(FactorizeConfig.class, FactorizeConfig.DEFAULT, "starts: 3")),
        new CurvatureStudy(
            settings(
                CurvatureConfig.class,
                CurvatureConfig.DEFAULT,
                "optima: 2\npoints: 3\nrates: [0.5, 1.0]")),
        new LinesStudy(settings(LinesConfig.class, LinesConfig.DEFAULT, "lines: 2")),
        new SpectrumStudy(settings(SpectrumConfig.class, SpectrumConfig.DEFAULT, "")),
        new TrajectoryStudy(
            settings(
                TrajectoryConfig.class, TrajectoryConfig.DEFAULT, "repetitions: 3\npoints: 4")),
        new PlantedSweep(
            Configuration.of(PlantedConfig.class, PlantedConfig.DEFAULT)
                .overlayYaml("{sizes: [4, 9], draws: 20, factDraws: 20}")
                .resolve()));
  }

  private static <T extends Record> T settings(Class<T> type, T defaults, String own) {
    return Configuration.of(type, defaults)
        .overlayYaml(
            """
            matrix:
              synthetic:
                {rows: 12, columns: 10, rank: 3, noise: 0.1, observedFraction: 1.0, seed: 1}
            solve: {rank: 2, maxIterations: 200}
            """
                + own)
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

  /** Returns the results without the times that they took. */
  private String results(String name) throws IOException {
    return Files.readString(folder.resolve(name).resolve(FactorizationRun.RESULTS))
        .replaceAll("\"seconds\" : [^,\\s]+", "");
  }
}
