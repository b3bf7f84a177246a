package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticImagesTest {
  /** A step of 8 bits, with the rounding of float. */
  private static final float ONE_STEP = 1.001f;

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
  void smallImagesAreMeansOfTheLargeOnes() throws IOException {
    ImageSelection selection = new ImageSelection(20, 10, 3);
    ImageSet large = ImageLocation.of("synthetic").load(selection).train();
    ImageSet small = ImageLocation.of("synthetic:16").load(selection).train();
    assertThat(small.shape()).isEqualTo(new ImageShape(3, 16, 16));
    assertThat(small.labels()).isEqualTo(large.labels());
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < 16; y++) {
        for (int x = 0; x < 16; x++) {
          float mean = 0;
          for (int i = 0; i < 4; i++) {
            mean += large.pixel(7, channel, 2 * y + i / 2, 2 * x + i % 2) / 4;
          }
          // The four are rounded to 8 bits, and so is their mean.
          assertThat(small.pixel(7, channel, y, x)).isCloseTo(mean, within(ONE_STEP));
        }
      }
    }
  }

  @Test
  void otherSidesAreRefused() {
    assertThatThrownBy(() -> ImageLocation.of("synthetic:12").load(new ImageSelection(20, 10, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8, 16 or 32");
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
      inside[label] = raster(SyntheticShape.of(label));
    }
    for (int a = 0; a < 10; a++) {
      int first = a;
      for (int b = 0; b < a; b++) {
        boolean[] other = inside[b];
        long differing =
            java.util.stream.IntStream.range(0, 40 * 40)
                .filter(i -> inside[first][i] != other[i])
                .count();
        assertThat(differing)
            .as("%s and %s", SyntheticShape.of(a), SyntheticShape.of(b))
            .isGreaterThan(100);
      }
    }
  }

  private static boolean[] raster(SyntheticShape figure) {
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
