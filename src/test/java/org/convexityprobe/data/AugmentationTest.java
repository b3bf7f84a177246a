package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final ImageShape WIDE = new ImageShape(2, 5, 9);

  private final ImageSet cifar = SyntheticImages.generate(10, 4);

  @Test
  void everyCropAndMirrorEqualsTheDefinition() {
    for (int down = -4; down <= 4; down++) {
      for (int right = -4; right <= 4; right++) {
        checkAgainstDefinition(new Augmentation.Choice(down, right, false));
        checkAgainstDefinition(new Augmentation.Choice(down, right, true));
      }
    }
  }

  private void checkAgainstDefinition(Augmentation.Choice choice) {
    byte[] bytes = new byte[4 * WIDE.length()];
    new Random(3).nextBytes(bytes);
    float[] floats = new float[bytes.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = bytes[i] / 7f;
    }
    Normalization two = new Normalization(List.of(0.3, 0.5), List.of(0.25, 2.0));
    int[] labels = new int[4];
    checkAgainstDefinition(choice, cifar, Normalization.CIFAR10, 255);
    checkAgainstDefinition(choice, ImageSet.of(WIDE, new BytePixels(bytes), labels, 2), two, 255);
    checkAgainstDefinition(choice, ImageSet.of(WIDE, new FloatPixels(floats), labels, 2), two, 1);
  }

  private static void checkAgainstDefinition(
      Augmentation.Choice choice, ImageSet images, Normalization normalization, float scale) {
    ImageShape shape = images.shape();
    float[] decoded = new float[shape.length()];
    new PixelDecoder(images, normalization).decode(3, choice, decoded, 0);
    float[] expected = new float[shape.length()];
    for (int i = 0; i < expected.length; i++) {
      int channel = i / shape.plane();
      int cropColumn = i % shape.width();
      int column =
          choice.right() + (choice.mirrored() ? shape.width() - 1 - cropColumn : cropColumn);
      int row = i / shape.width() % shape.height() + choice.down();
      boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
      float stored = inside ? images.pixel(3, channel, row, column) : 0;
      float mean = normalization.mean().get(channel).floatValue();
      expected[i] = (stored / scale - mean) / normalization.std().get(channel).floatValue();
    }
    assertThat(decoded).as("%s of %s", choice, shape).isEqualTo(expected);
  }

  @Test
  void refusesCropsThatMayShowNothing() {
    ImageSet small =
        ImageSet.of(new ImageShape(1, 4, 20), new BytePixels(new byte[80]), new int[1], 2);
    Normalization grey = new Normalization(List.of(0.5), List.of(0.5));
    assertThatThrownBy(() -> ImageBatches.training(small, grey, Augmentation.STANDARD, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 pixels of padding")
        .hasMessageContaining("4×20 grey")
        .hasMessageContaining("--no-augment");
  }

  @Test
  void choicesAreUniformOverCropsAndMirrors() {
    Map<Augmentation.Choice, Integer> counts = new HashMap<>();
    int draws = 162 * 400;
    for (int image = 0; image < draws; image++) {
      counts.merge(Augmentation.STANDARD.choose(1, image % 7, image), 1, Integer::sum);
    }
    assertThat(counts).hasSize(162);
    double chiSquare =
        counts.values().stream().mapToDouble(n -> (n - 400.0) * (n - 400.0) / 400).sum();
    // 161 degrees of freedom: mean 161, deviation 18; the bound lies five deviations above.
    assertThat(chiSquare).isLessThan(161 + 5 * 18);
  }

  @Test
  void choiceChangesWithSeedEpochAndImage() {
    assertThat(differing(1, 0, 1, 1)).isGreaterThan(900);
    assertThat(differing(1, 0, 2, 0)).isGreaterThan(900);
    assertThat(differing(1, 0, 1, 0)).isZero();
  }

  private static int differing(long seed, int epoch, long otherSeed, int otherEpoch) {
    int count = 0;
    for (int image = 0; image < 1000; image++) {
      Augmentation.Choice a = Augmentation.STANDARD.choose(seed, epoch, image);
      if (!a.equals(Augmentation.STANDARD.choose(otherSeed, otherEpoch, image))) {
        count++;
      }
    }
    return count;
  }

  @Test
  void noneLeavesImagesAsTheyAre() {
    assertThat(Augmentation.NONE.choose(5, 6, 7)).isEqualTo(Augmentation.Choice.IDENTITY);
  }
}
