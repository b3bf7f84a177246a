package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationTest {
  private final ImageSet images = SyntheticImages.generate(50, 8);

  @Test
  void laysImagesOutByImageChannelRowAndColumn() {
    float[] values = Normalization.IMAGENET.apply(images).values();
    int index = 17 * 3072 + 1024 + 4 * 32 + 30;
    double expected = (images.pixel(17, 1, 4, 30) / 255.0 - 0.456) / 0.224;
    // Three roundings in single precision of numbers below 3.
    assertThat(values[index]).isCloseTo((float) expected, within(1e-6f));
  }

  @Test
  void statisticsOfASetNormaliseItToMeanZeroAndVarianceOne() {
    float[] values = Normalization.of(images).apply(images).values();
    for (int channel = 0; channel < 3; channel++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        if (i / 1024 % 3 == channel) {
          sum += values[i];
          squares += (double) values[i] * values[i];
        }
      }
      double count = values.length / 3.0;
      // Single-precision values of order 1 average out to well below 1e-5.
      assertThat(sum / count).isCloseTo(0, within(1e-5));
      assertThat(squares / count).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void statisticsOfFloatingPointPixelsAreThoseOfTheNumbersThemselves() {
    // Mean 1000 and deviation 1e-2: squares in one pass would leave no digit of the deviation.
    float[] values = new float[2 * 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1000 + (i % 2 == 0 ? 0.0078125f : -0.0078125f);
    }
    ImageSet set =
        ImageSet.of(new ImageShape(1, 2, 4), new FloatPixels(values), new int[] {0, 1}, 2);
    Normalization statistics = Normalization.of(set);
    assertThat(statistics.mean()).containsExactly(1000.0);
    assertThat(statistics.std()).containsExactly(0.0078125);
    float[] normalised = statistics.apply(set).values();
    assertThat(normalised).hasSize(16).containsOnly(1f, -1f);
  }

  @Test
  void refusesWhatCannotNormalise() {
    assertThatThrownBy(() -> new Normalization(List.of(0.5, 0.5), List.of(1.0, 1.0, 1.0)))
        .hasMessageContaining("mean [0.5, 0.5] and std [1.0, 1.0, 1.0]; expected one number");
    assertThatThrownBy(() -> new Normalization(List.of(0.5, 0.5, 0.5), List.of(1.0, 0.0, 1.0)))
        .hasMessageContaining("std [1.0, 0.0, 1.0]");
    assertThatThrownBy(() -> Normalization.named("mnist")).hasMessageContaining("'mnist'");
    assertThatThrownBy(() -> new Normalization(List.of(0.5), List.of(0.5)).apply(images))
        .hasMessageContaining("for 1 channels")
        .hasMessageContaining("expected 3, since the images are 32×32 colour");
    ImageSet black =
        ImageSet.of(ImageShape.CIFAR, new BytePixels(new byte[3072]), new int[] {0}, 10);
    assertThatThrownBy(() -> Normalization.of(black)).isInstanceOf(IllegalArgumentException.class);
  }
}
