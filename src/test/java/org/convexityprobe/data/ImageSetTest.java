package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageSetTest {
  private final ImageSet images = SyntheticImages.generate(60, 3);

  private static final ImageShape SHAPE = new ImageShape(2, 3, 5);

  @Test
  void readsPixelsOfAnyShapeFromTheirPlaces() {
    byte[] bytes = new byte[2 * 30];
    bytes[30 + 15 + 2 * 5 + 4] = (byte) 200;
    float[] floats = new float[bytes.length];
    floats[30 + 15 + 2 * 5 + 4] = -1.5f;
    ImageSet set = ImageSet.of(SHAPE, new BytePixels(bytes), new int[] {0, 7}, 10);
    assertThat(set.labels()).containsExactly(0, 7);
    assertThat(set.pixel(1, 1, 2, 4)).isEqualTo(200);
    assertThat(set.pixel(0, 1, 2, 4)).isZero();
    assertThat(ImageSet.of(SHAPE, new FloatPixels(floats), new int[] {0, 7}, 10).pixel(1, 1, 2, 4))
        .isEqualTo(-1.5f);
    assertThatThrownBy(() -> set.pixel(0, 2, 0, 0)).hasMessageContaining("channel (2)");
    assertThatThrownBy(() -> set.pixel(0, 0, 3, 0)).hasMessageContaining("outside 3×5");
  }

  @Test
  void selectedImagesKeepTheirPixelsAndLabels() {
    float[] floats = new float[3 * 30];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = i;
    }
    ImageSet set = ImageSet.of(SHAPE, new FloatPixels(floats), new int[] {0, 1, 2}, 3);
    ImageSet selected = set.select(2, 0);
    assertThat(selected.labels()).containsExactly(2, 0);
    assertThat(selected.pixel(0, 1, 2, 4)).isEqualTo(89);
    assertThat(selected.pixel(1, 0, 0, 0)).isZero();
  }

  @Test
  void checksumsTellSetsApartByPixelsAndLabels() {
    ImageSet other = SyntheticImages.generate(60, 4);
    assertThat(images.checksum()).hasSize(8).isEqualTo(SyntheticImages.generate(60, 3).checksum());
    assertThat(images.checksum()).isNotEqualTo(other.checksum());
    byte[] black = new byte[2 * 30];
    assertThat(ImageSet.of(SHAPE, new BytePixels(black), new int[] {0, 1}, 2).checksum())
        .isNotEqualTo(ImageSet.of(SHAPE, new BytePixels(black), new int[] {1, 0}, 2).checksum());
    float[] floats = new float[60];
    floats[59] = 1;
    assertThat(ImageSet.of(SHAPE, new FloatPixels(floats), new int[] {0, 1}, 2).checksum())
        .isNotEqualTo(
            ImageSet.of(SHAPE, new FloatPixels(new float[60]), new int[] {0, 1}, 2).checksum());
  }

  @Test
  void subsetIsBalancedAndDependsOnTheSeedAlone() {
    ImageSet subset = images.subset(30, 5);
    assertThat(subset.classCounts()).containsOnly(3);
    assertThat(subset).isEqualTo(images.subset(30, 5));
    assertThat(subset).isNotEqualTo(images.subset(30, 6));
  }

  @Test
  void subsetThatIsNoMultipleOfTheClassesDiffersByAtMostOne() {
    assertThat(images.subset(13, 1).classCounts()).containsOnly(1, 2).hasSize(10);
  }

  @Test
  void subsetOfTheWholeSetIsTheSet() {
    assertThat(images.subset(60, 9)).isEqualTo(images);
  }

  @Test
  void subsetRefusesMoreThanThereIs() {
    assertThatThrownBy(() -> images.subset(61, 1))
        .hasMessageContaining("61")
        .hasMessageContaining("60");
  }

  @Test
  void classesThatAreTooSmallGiveAllTheyHave() {
    // Classes 0, 1 and 2 have six, two and one images; the other seven have none.
    ImageSet unequal = images.select(0, 1, 2, 10, 20, 30, 40, 50, 11);
    assertThat(unequal.subset(3, 1).classCounts()).startsWith(1, 1, 1);
    assertThat(unequal.subset(5, 1).classCounts()).startsWith(2, 2, 1);
    assertThat(unequal.subset(7, 1).classCounts()).startsWith(4, 2, 1);
    assertThat(unequal.subset(9, 1)).isEqualTo(unequal);
  }

  @Test
  void refusesPartialImagesAndLabelsBeyondTheClasses() {
    BytePixels pixels = new BytePixels(new byte[31]);
    assertThatThrownBy(() -> ImageSet.of(SHAPE, pixels, new int[] {0}, 10))
        .hasMessage("31 values for 1 images of 2x3x5; expected 30");
    BytePixels image = new BytePixels(new byte[30]);
    assertThatThrownBy(() -> ImageSet.of(SHAPE, image, new int[] {10}, 10))
        .hasMessage("image 0 has label 10; expected 0 to 9");
    assertThatThrownBy(() -> ImageSet.of(SHAPE, image, new int[] {-1}, 10))
        .hasMessageContaining("label -1");
  }
}
