package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private final ImageSet images = SyntheticImages.generate(10, 4);
  private final PixelDecoder decoder = new PixelDecoder(images, Normalization.CIFAR10);

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
    float[] decoded = new float[ImageSet.IMAGE_LENGTH];
    decoder.decode(3, choice, decoded, 0);
    float[] expected = new float[ImageSet.IMAGE_LENGTH];
    for (int i = 0; i < expected.length; i++) {
      int channel = i / 1024;
      int cropColumn = choice.mirrored() ? 31 - i % 32 : i % 32;
      int row = i / 32 % 32 + choice.down();
      int column = cropColumn + choice.right();
      boolean inside = row >= 0 && row < 32 && column >= 0 && column < 32;
      int raw = inside ? images.pixel(3, channel, row, column) : 0;
      expected[i] = Normalization.CIFAR10.tables()[channel][raw];
    }
    assertThat(decoded).as(choice.toString()).isEqualTo(expected);
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
