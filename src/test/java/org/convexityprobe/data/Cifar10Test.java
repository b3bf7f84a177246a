package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    ImageDataset dataset = SyntheticImages.dataset(40, 20, 2);
    Cifar10.write(dataset, folder.resolve(Cifar10.FOLDER));
    ImageDataset read = Cifar10.loadAnySize(folder);
    assertThat(read.train().records()).isEqualTo(dataset.train().records());
    assertThat(read.test().records()).isEqualTo(dataset.test().records());
  }

  @Test
  void moreThanOneFileOfTrainingImagesKeepsTheOrder() throws IOException {
    ImageDataset dataset = SyntheticImages.dataset(10_003, 20, 2);
    Cifar10.write(dataset, folder);
    assertThat(Cifar10.trainingFile(folder, 5)).exists();
    assertThat(Cifar10.loadAnySize(folder).train().records()).isEqualTo(dataset.train().records());
  }

  @Test
  void missingFolderIsNamed() {
    Path missing = folder.resolve("nowhere");
    assertThatThrownBy(() -> Cifar10.load(missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("data fetch cifar10");
  }

  @Test
  void emptyFolderNamesTheFilesItShouldHold() {
    assertThatThrownBy(() -> Cifar10.load(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data_batch_1.bin")
        .hasMessageContaining("test_batch.bin");
    assertThatThrownBy(() -> Cifar10.loadAnySize(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data_batch_1.bin");
  }

  @Test
  void truncatedFileTellsItsSizeAndTheExpectedOne() throws IOException {
    for (int i = 1; i <= 5; i++) {
      allocate(Cifar10.trainingFile(folder, i), i == 3 ? 30_729_999 : 30_730_000);
    }
    allocate(folder.resolve(Cifar10.TEST_FILE), 30_730_000);
    assertThatThrownBy(() -> Cifar10.load(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data_batch_3.bin has 30729999 bytes; expected 30730000");
  }

  private static void allocate(Path file, long size) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
  }

  @Test
  void fileOfBrokenRecordsIsRefusedInAnySizeToo() throws IOException {
    Cifar10.write(SyntheticImages.dataset(20, 10, 2), folder);
    allocate(folder.resolve(Cifar10.TEST_FILE), 5000);
    assertThatThrownBy(() -> Cifar10.loadAnySize(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("5000 bytes")
        .hasMessageContaining("3073");
  }

  @Test
  void labelOutOfRangeNamesFileAndRecord() throws IOException {
    Cifar10.write(SyntheticImages.dataset(20, 10, 2), folder);
    Path file = folder.resolve(Cifar10.TEST_FILE);
    byte[] records = Files.readAllBytes(file);
    records[4 * ImageSet.RECORD_LENGTH] = (byte) 200;
    Files.write(file, records);
    assertThatThrownBy(() -> Cifar10.loadAnySize(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("test_batch.bin: record 4 has label 200");
  }

  @Test
  void unbalancedOfficialSetIsRefused() throws IOException {
    for (int i = 1; i <= 5; i++) {
      allocate(Cifar10.trainingFile(folder, i), 30_730_000);
    }
    allocate(folder.resolve(Cifar10.TEST_FILE), 30_730_000);
    assertThatThrownBy(() -> Cifar10.load(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("[50000, 0, 0, 0, 0, 0, 0, 0, 0, 0]")
        .hasMessageContaining("5000 of each");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "CONVEXITY_DATA", matches = ".+")
  void officialSetHasItsKnownCountsAndStatistics() throws IOException {
    ImageDataset cifar = Cifar10.load(Path.of(System.getenv("CONVEXITY_DATA")));
    assertThat(cifar.train().classCounts()).containsOnly(5000);
    assertThat(cifar.test().classCounts()).containsOnly(1000);
    // The statistics that the preset states are rounded to one decimal of the pixel value.
    Normalization measured = Normalization.of(cifar.train());
    for (int channel = 0; channel < 3; channel++) {
      assertThat(measured.mean().get(channel) * 255)
          .isCloseTo(
              Normalization.CIFAR10.mean().get(channel) * 255,
              org.assertj.core.api.Assertions.within(0.05));
      assertThat(measured.std().get(channel) * 255)
          .isCloseTo(
              Normalization.CIFAR10.std().get(channel) * 255,
              org.assertj.core.api.Assertions.within(0.05));
    }
    assertThat(cifar.train().label(0)).isEqualTo(6);
  }
}
