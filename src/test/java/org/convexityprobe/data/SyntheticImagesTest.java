package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticImagesTest {
  @TempDir private Path folder;

  @Test
  void sameSeedGivesTheSameImagesOnEveryMachine() throws IOException {
    Path file = folder.resolve("records.bin");
    CifarFile.write(SyntheticImages.generate(200, 1), file);
    CRC32 checksum = new CRC32();
    checksum.update(Files.readAllBytes(file));
    assertThat(checksum.getValue()).isEqualTo(4022138971L);
  }

  @Test
  void moreImagesContinueFewer() {
    assertThat(SyntheticImages.generate(40, 5).first(15))
        .isEqualTo(SyntheticImages.generate(15, 5));
  }

  @Test
  void seedsAndSplitsDiffer() {
    ImageDataset one = SyntheticImages.dataset(20, 20, 1);
    ImageDataset two = SyntheticImages.dataset(20, 20, 2);
    assertThat(one.train()).isNotEqualTo(two.train());
    assertThat(one.train()).isNotEqualTo(one.test());
  }

  @Test
  void classesAreBalancedAndNamed() {
    ImageDataset dataset = SyntheticImages.dataset(100, 50, 1);
    assertThat(dataset.classNames()).hasSize(10).contains("disc", "checks");
    assertThat(dataset.train().classCounts()).containsOnly(10);
  }

  @Test
  void figuresAreDistinctAndFillTheUnitDisc() {
    boolean[][] inside = new boolean[10][];
    for (int label = 0; label < 10; label++) {
      inside[label] = raster(Figure.of(label));
    }
    for (int a = 0; a < 10; a++) {
      int first = a;
      for (int b = 0; b < a; b++) {
        boolean[] other = inside[b];
        long differing =
            java.util.stream.IntStream.range(0, 40 * 40)
                .filter(i -> inside[first][i] != other[i])
                .count();
        assertThat(differing).as("%s and %s", Figure.of(a), Figure.of(b)).isGreaterThan(100);
      }
    }
  }

  private static boolean[] raster(Figure figure) {
    boolean[] inside = new boolean[40 * 40];
    for (int i = 0; i < inside.length; i++) {
      double u = (i % 40 - 19.5) / 20;
      double v = (Math.floorDiv(i, 40) - 19.5) / 20;
      inside[i] = figure.distance(u, v) < 0;
      if (inside[i]) {
        assertThat(u * u + v * v).as(figure.name()).isLessThan(1.05);
      }
    }
    assertThat(Arrays.toString(inside)).contains("true");
    return inside;
  }
}
