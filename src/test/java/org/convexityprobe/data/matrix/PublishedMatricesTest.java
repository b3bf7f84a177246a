package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The published data sets have the shapes of Table 1. */
@EnabledIfEnvironmentVariable(named = "CONVEXITY_DATA", matches = ".+")
class PublishedMatricesTest {
  private static RealMatrix read(String... path) throws IOException {
    return MatrixSource.of(Path.of(System.getenv("CONVEXITY_DATA"), path)).read().matrix();
  }

  private static void assertShape(RealMatrix matrix, int rows, int columns) {
    assertThat(matrix.rows()).isEqualTo(rows);
    assertThat(matrix.columns()).isEqualTo(columns);
  }

  @Test
  void facesAreFourHundredRows() throws IOException {
    assertShape(read("orl"), 400, 10304);
  }

  @Test
  void metabolicSeriesHasThirtySixSamples() throws IOException {
    assertShape(read("metabolic", "GSE3431_series_matrix.txt.gz"), 9335, 36);
  }

  @Test
  void movieLensIsOnItsOwnIds() throws IOException {
    RealMatrix matrix = read("movielens-1m", "ratings.dat");
    assertShape(matrix, 3953, 6041);
    assertThat(matrix.observedCount()).isEqualTo(1_000_209);
    assertThat(matrix.observedFraction()).isEqualTo(0.0419, offset(5e-5));
  }

  @Test
  void samplesOfOtherSetsAreRead() throws IOException {
    assertShape(read("hyperspectral", "Samson.mat"), 156, 9025);
    assertThat(read("netflix", "combined_data_1.txt").observedCount()).isEqualTo(42_813);
    assertThat(read("netflix", "combined_data_1.txt").columns()).isEqualTo(20);
    RealMatrix books = read("goodbooks", "ratings.csv");
    assertThat(books.observedCount()).isEqualTo(100_000);
  }

  @Test
  void losslessRecordingHasTheSamplesOfTheUncompressedOne() throws IOException {
    Path folder = Path.of(System.getenv("CONVEXITY_DATA"), "birdsong");
    double[] wave = samples(folder.resolve("spinetail.wav"));
    assertThat(wave).hasSize(861_799);
    double[] flac = samples(folder.resolve("spinetail.flac"));
    assertThat(Arrays.mismatch(flac, wave)).isEqualTo(-1);
    assertShape(read("birdsong", "spinetail.wav"), 1025, (861_799 - 2048) / 512 + 1);
  }

  private static double[] samples(Path file) throws IOException {
    Channels channels = new Channels(file, 0);
    Recording.decode(file, channels);
    return channels.samples();
  }
}
