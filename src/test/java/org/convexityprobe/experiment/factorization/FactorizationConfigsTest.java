package org.convexityprobe.experiment.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.convexityprobe.experiment.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configurations that come with the program can be read. */
class FactorizationConfigsTest {
  private static List<Path> files() throws IOException {
    try (Stream<Path> papers = Files.list(Path.of("configs/nmf"));
        Stream<Path> quick = Files.list(Path.of("configs/quick/nmf"))) {
      return Stream.concat(papers, quick).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void configurationResolves(Path file) throws IOException {
    LinesConfig study =
        Configuration.of(LinesConfig.class, LinesConfig.DEFAULT).overlay(file).resolve();
    assertThat(study.solve().rank()).isPositive();
    assertThat(study.matrix().files().isEmpty()).isEqualTo(study.matrix().synthetic() != null);
    assertThat(study.solve().solver()).isNotNull();
  }
}
