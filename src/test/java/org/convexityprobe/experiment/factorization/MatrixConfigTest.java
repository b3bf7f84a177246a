package org.convexityprobe.experiment.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.experiment.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @TempDir private Path folder;

  @Test
  void namesFollowTheirRowsAndColumns() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.csv"), "g,a,b,c,d\nx,1,NA,2,3\ny,NA,NA,NA,NA\nz,4,NA,5,6\n");
    Configuration<MatrixConfig> configuration =
        Configuration.of(MatrixConfig.class, MatrixConfig.DEFAULT)
            .set("files", List.of(file.toString()))
            .set("transpose", true)
            .set("dropEmpty", true);
    MatrixReading reading = configuration.resolve().read();
    assertThat(reading.rowNames()).containsExactly("a", "c", "d");
    assertThat(reading.columnNames()).containsExactly("x", "z");
    assertThat(reading.matrix().values()).containsExactly(1, 4, 2, 5, 3, 6);
    MatrixReading part = configuration.set("subsample", 0.5).resolve().read();
    int row = reading.rowNames().indexOf(part.rowNames().get(0));
    int column = reading.columnNames().indexOf(part.columnNames().get(0));
    assertThat(part.matrix().values()[0]).isEqualTo(reading.matrix().values()[2 * row + column]);
  }

  @Test
  void theChecksumOfAFolderIsOfWhatIsReadFromIt() throws IOException {
    MatrixConfig config =
        Configuration.of(MatrixConfig.class, MatrixConfig.DEFAULT)
            .set("files", List.of(folder.toString()))
            .resolve();
    Path image = Files.writeString(folder.resolve("1.pgm"), "P2 2 1 9 1 2");
    Files.writeString(folder.resolve("2.pgm"), "P2 2 1 9 3 4");
    Map<String, String> before = config.checksums(List.of());
    assertThat(before).containsOnlyKeys(folder.toString());
    Files.writeString(folder.resolve("README"), "not read");
    assertThat(config.checksums(List.of())).isEqualTo(before);
    Path renamed = Files.move(image, folder.resolve("3.pgm"));
    assertThat(config.checksums(List.of())).isNotEqualTo(before);
    Files.move(renamed, image);
    Files.writeString(image, "P2 2 1 9 1 3");
    assertThat(config.checksums(List.of())).isNotEqualTo(before);
  }
}
