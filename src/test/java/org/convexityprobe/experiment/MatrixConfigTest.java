package org.convexityprobe.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixConfigTest {
  @ParameterizedTest
  @CsvSource({
    "data/orl/, Spectrum: orl, r = 3",
    "movielens-1m, Spectrum: movielens-1m, r = 3",
    "a/ratings.csv;a/more.csv, Spectrum: ratings.csv and others, r = 3"
  })
  void figuresNameTheMatrix(String files, String start, String end) throws Exception {
    MatrixConfig config =
        Configuration.of(MatrixConfig.class, MatrixConfig.DEFAULT)
            .set("files", List.of(files.split(";", -1)))
            .resolve();
    assertThat(config.title("Spectrum", 3)).isEqualTo(start + ", " + end);
  }
}
