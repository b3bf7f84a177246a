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
    float[] values = Normalization.IMAGENET.apply(images);
    int index = 17 * 3072 + 1024 + 4 * 32 + 30;
    double expected = (images.pixel(17, 1, 4, 30) / 255.0 - 0.456) / 0.224;
    // Three roundings in single precision of numbers below 3.
    assertThat(values[index]).isCloseTo((float) expected, within(1e-6f));
  }

  @Test
  void statisticsOfASetNormaliseItToMeanZeroAndVarianceOne() {
    float[] values = Normalization.of(images).apply(images);
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
  void normalisesAPartOfASet() {
    float[] all = Normalization.CIFAR10.apply(images);
    float[] part = new float[3 * 3072];
    Normalization.CIFAR10.apply(images, 5, 3, part);
    assertThat(part).isEqualTo(java.util.Arrays.copyOfRange(all, 5 * 3072, 8 * 3072));
  }

  @Test
  void refusesWhatCannotNormalise() {
    assertThatThrownBy(() -> new Normalization(List.of(0.5, 0.5), List.of(1.0, 1.0, 1.0)))
        .hasMessageContaining("mean [0.5, 0.5]");
    assertThatThrownBy(() -> new Normalization(List.of(0.5, 0.5, 0.5), List.of(1.0, 0.0, 1.0)))
        .hasMessageContaining("std [1.0, 0.0, 1.0]");
    assertThatThrownBy(() -> Normalization.named("mnist")).hasMessageContaining("'mnist'");
    ImageSet black = ImageSet.ofRecords(new byte[ImageSet.RECORD_LENGTH], 10);
    assertThatThrownBy(() -> Normalization.of(black)).isInstanceOf(IllegalArgumentException.class);
  }
}
