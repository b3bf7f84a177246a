package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class ImageBatchesTest {
  private final ImageSet images = SyntheticImages.generate(50, 8);

  private ImageBatches training(int epoch) {
    return ImageBatches.training(
        images, Normalization.CIFAR10, Augmentation.STANDARD, 16, 7, epoch);
  }

  @Test
  void anEpochHoldsEveryImageOnceAndEndsWithTheRest() {
    ImageBatches batches =
        ImageBatches.training(images, Normalization.CIFAR10, Augmentation.NONE, 16, 7, 2);
    List<Integer> sizes = new ArrayList<>();
    List<List<Float>> seen = new ArrayList<>();
    float[] features = new float[16 * ImageShape.CIFAR.length()];
    int[] labels = new int[16];
    while (batches.hasNext()) {
      int size = batches.next(features, labels);
      sizes.add(size);
      for (int i = 0; i < size; i++) {
        seen.add(head(features, i));
      }
    }
    assertThat(sizes).containsExactly(16, 16, 16, 2).hasSize(batches.batches());
    float[] all = Normalization.CIFAR10.apply(images).values();
    List<List<Float>> expected = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      expected.add(head(all, i));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected).isNotEqualTo(expected);
  }

  private static List<Float> head(float[] features, int image) {
    List<Float> head = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      head.add(features[image * ImageShape.CIFAR.length() + i]);
    }
    return head;
  }

  @Test
  void anEpochResumedAtABatchEqualsTheUninterruptedOne() {
    ImageBatches whole = training(3);
    whole.next();
    whole.next();
    ImageBatches resumed = training(3).skip(2);
    DataSet third = whole.next();
    assertThat(resumed.next()).isEqualTo(third);
    assertThat(resumed.next()).isEqualTo(whole.next());
    assertThat(resumed.hasNext()).isFalse();
    resumed.reset();
    assertThat(resumed.next()).isEqualTo(third);
  }

  @Test
  void epochsDifferAndResetRepeatsTheSameOne() {
    ImageBatches batches = training(3);
    DataSet first = batches.next();
    assertThat(training(4).next()).isNotEqualTo(first);
    batches.reset();
    assertThat(batches.next()).isEqualTo(first);
  }

  @Test
  void dataSetsHoldTheDecodedArraysAndOneHotLabels() {
    float[] features = new float[16 * ImageShape.CIFAR.length()];
    int[] labels = new int[16];
    training(0).next(features, labels);
    DataSet batch = training(0).next();
    assertThat(batch.getFeatures().shape()).containsExactly(16, 3, 32, 32);
    assertThat(batch.getFeatures().data().asFloat()).isEqualTo(features);
    assertThat(batch.getLabels().argMax(1).toIntVector()).isEqualTo(labels);
    assertThat(batch.getLabels().sum(1).toFloatVector()).containsOnly(1f);
  }

  /** ND4J frees arrays at garbage collections alone. */
  @Test
  void arraysThatAreGivenBackHoldTheNextBatchOfTheirSize() {
    ImageBatches batches = training(1);
    ImageBatches plain = training(1);
    Set<Long> addresses = new HashSet<>();
    for (int size : new int[] {16, 16, 16, 2}) {
      DataSet batch = batches.next();
      assertThat(batch.numExamples()).isEqualTo(size);
      assertThat(batch).isEqualTo(plain.next());
      addresses.add(batch.getFeatures().data().address());
      batches.recycle(batch);
    }
    ImageBatches nextEpoch = training(2).reusing(batches);
    addresses.add(nextEpoch.next().getFeatures().data().address());
    addresses.add(nextEpoch.skip(2).next().getFeatures().data().address());
    assertThat(addresses).as("arrays of 16 images, and of 2").hasSize(2);
  }

  @Test
  void inOrderKeepsTheOrderOfTheSet() {
    ImageBatches batches = ImageBatches.inOrder(images, Normalization.IMAGENET, 20);
    float[] all = Normalization.IMAGENET.apply(images).values();
    assertThat(batches.next().getFeatures().data().asFloat())
        .isEqualTo(Arrays.copyOf(all, 20 * ImageShape.CIFAR.length()));
  }

  @Test
  void refusesSkippingBeyondTheEndAndReadingBeyondIt() {
    assertThatThrownBy(() -> training(0).skip(5)).hasMessageContaining("4 are left");
    ImageBatches ended = training(0).skip(4);
    assertThat(ended.hasNext()).isFalse();
    assertThatThrownBy(ended::next).isInstanceOf(NoSuchElementException.class);
  }
}
