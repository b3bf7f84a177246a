package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageSetTest {
  private final ImageSet images = SyntheticImages.generate(60, 3);

  @Test
  void readsLabelsAndPixelsFromTheirPlacesInTheRecords() {
    byte[] records = new byte[2 * ImageSet.RECORD_LENGTH];
    records[ImageSet.RECORD_LENGTH] = 7;
    records[ImageSet.RECORD_LENGTH + 1 + 2 * 1024 + 5 * 32 + 9] = (byte) 200;
    ImageSet set = ImageSet.ofRecords(records, 10);
    assertThat(set.labels()).containsExactly(0, 7);
    assertThat(set.pixel(1, 2, 5, 9)).isEqualTo(200);
    assertThat(set.pixel(0, 2, 5, 9)).isZero();
  }

  @Test
  void subsetIsBalancedAndDependsOnTheSeedAlone() {
    ImageSet subset = images.subset(30, 5);
    assertThat(subset.classCounts()).containsOnly(3);
    assertThat(subset.records()).isEqualTo(images.subset(30, 5).records());
    assertThat(subset.records()).isNotEqualTo(images.subset(30, 6).records());
  }

  @Test
  void subsetThatIsNoMultipleOfTheClassesDiffersByAtMostOne() {
    assertThat(images.subset(13, 1).classCounts()).containsOnly(1, 2).hasSize(10);
  }

  @Test
  void subsetOfTheWholeSetIsTheSet() {
    assertThat(images.subset(60, 9).records()).isEqualTo(images.records());
  }

  @Test
  void subsetRefusesMoreThanThereIs() {
    assertThatThrownBy(() -> images.subset(61, 1))
        .hasMessageContaining("61")
        .hasMessageContaining("60");
    ImageSet unbalanced = images.select(0, 1, 2, 10, 20, 30, 40, 50, 11, 12);
    assertThatThrownBy(() -> unbalanced.subset(10, 1)).hasMessageContaining("class-balanced");
  }

  @Test
  void refusesPartialRecordsAndLabelsBeyondTheClasses() {
    assertThatThrownBy(() -> ImageSet.ofRecords(new byte[100], 10)).hasMessageContaining("3073");
    byte[] record = new byte[ImageSet.RECORD_LENGTH];
    record[0] = 10;
    assertThatThrownBy(() -> ImageSet.ofRecords(record, 10)).hasMessageContaining("label 10");
  }
}
