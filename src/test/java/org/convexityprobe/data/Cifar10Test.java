package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
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
    assertThat(read.train()).isEqualTo(dataset.train());
    assertThat(read.test()).isEqualTo(dataset.test());
  }

  @Test
  void anEmptyFolderHoldsNoImages() throws IOException {
    assertThat(Cifar10.isIn(folder)).isFalse();
    assertThat(Cifar10.isIn(folder.resolve("absent"))).isFalse();
    Cifar10.write(SyntheticImages.dataset(40, 20, 2), folder.resolve(Cifar10.FOLDER));
    assertThat(Cifar10.isIn(folder)).isTrue();
  }

  @Test
  void moreThanOneFileOfTrainingImagesKeepsTheOrder() throws IOException {
    ImageDataset dataset = SyntheticImages.dataset(10_003, 20, 2);
    Cifar10.write(dataset, folder);
    assertThat(new CifarFolder(folder).training(5)).exists();
    assertThat(Cifar10.loadAnySize(folder).train()).isEqualTo(dataset.train());
  }

  private void writeSeries(String... numbers) throws IOException {
    for (int i = 0; i < numbers.length; i++) {
      Path file = folder.resolve("data_batch_" + numbers[i] + ".bin");
      CifarFile.write(SyntheticImages.dataset(20 + i, 10, i).train(), file);
    }
    CifarFile.write(SyntheticImages.dataset(10, 10, 9).test(), new CifarFolder(folder).test());
  }

  @Test
  void everyFileOfASeriesIsReadInTheOrderOfItsNumbers() throws IOException {
    writeSeries("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    ImageSet train = Cifar10.loadAnySize(folder).train();
    assertThat(train.count()).isEqualTo(11 * 20 + 55);
    ImageSet last = SyntheticImages.dataset(30, 10, 10).train();
    assertThat(train.select(IntStream.range(275 - 30, 275).toArray())).isEqualTo(last);
  }

  @Test
  void aSeriesMayStartAtZero() throws IOException {
    writeSeries("0", "1");
    assertThat(Cifar10.loadAnySize(folder).train().count()).isEqualTo(41);
  }

  @Test
  void gapsInASeriesAreListed() throws IOException {
    writeSeries("1", "3", "6");
    assertThatThrownBy(() -> Cifar10.loadAnySize(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends with data_batch_6.bin")
        .hasMessageContaining("lacks data_batch_2.bin, data_batch_4.bin, data_batch_5.bin");
  }

  @Test
  void namesWithoutANumberAndNumbersThatOccurTwiceAreRefused() throws IOException {
    writeSeries("1", "x");
    assertThatThrownBy(() -> Cifar10.loadAnySize(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data_batch_x.bin: 'x' in the place of the number");
    Files.delete(folder.resolve("data_batch_x.bin"));
    writeSeries("1", "01");
    assertThatThrownBy(() -> Cifar10.loadAnySize(folder))
        .hasMessageContaining("data_batch_1.bin has the number of data_batch_01.bin");
  }

  @Test
  void pythonVersionIsNamedAndWhatToFetchInItsPlace() throws IOException {
    Path python = Files.createDirectories(folder.resolve("cifar-10-batches-py"));
    Files.write(python.resolve("data_batch_1"), new byte[] {(byte) 0x80, 2, '}', '.'});
    for (Path given : new Path[] {folder, python}) {
      assertThatThrownBy(() -> Cifar10.load(given))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              python.resolve("data_batch_1") + " is of CIFAR-10's Python version",
              "expected the binary version, cifar-10-binary.tar.gz");
      assertThatThrownBy(() -> Cifar10.loadAnySize(given)).hasMessageContaining("Python version");
    }
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
      allocate(new CifarFolder(folder).training(i), i == 3 ? 30_729_999 : 30_730_000);
    }
    allocate(new CifarFolder(folder).test(), 30_730_000);
    assertThatThrownBy(() -> Cifar10.load(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data_batch_3.bin has 30729999 bytes; expected 30730000");
  }

  @Test
  void setOfOfficialSizesAndOtherBytesIsNamedUnofficial() throws IOException {
    for (int i = 1; i <= 5; i++) {
      writeBalanced(new CifarFolder(folder).training(i));
    }
    writeBalanced(new CifarFolder(folder).test());
    assertThat(Cifar10.load(folder).name()).isEqualTo("cifar10-unofficial");
    assertThat(Cifar10.identify(folder))
        .startsWith("cifar10-unofficial")
        .contains("data_batch_1.bin", "data_batch_5.bin", "test_batch.bin");
  }

  /** Writes black images of official size and balance, as a sparse file. */
  private static void writeBalanced(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(30_730_000);
      for (int record = 0; record < 10_000; record++) {
        if (record % 10 != 0) {
          file.seek((long) record * CifarLayout.CIFAR10.recordLength());
          file.write(record % 10);
        }
      }
    }
  }

  private static void allocate(Path file, long size) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
  }

  @Test
  void fileOfBrokenRecordsIsRefusedInAnySizeToo() throws IOException {
    Cifar10.write(SyntheticImages.dataset(20, 10, 2), folder);
    allocate(new CifarFolder(folder).test(), 5000);
    assertThatThrownBy(() -> Cifar10.loadAnySize(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("5000 bytes")
        .hasMessageContaining("3073");
  }

  @Test
  void labelOutOfRangeNamesFileAndRecord() throws IOException {
    Cifar10.write(SyntheticImages.dataset(20, 10, 2), folder);
    Path file = new CifarFolder(folder).test();
    byte[] records = Files.readAllBytes(file);
    records[4 * CifarLayout.CIFAR10.recordLength()] = (byte) 200;
    Files.write(file, records);
    assertThatThrownBy(() -> Cifar10.loadAnySize(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("test_batch.bin: record 4 has label 200");
  }

  @Test
  void unbalancedOfficialSetIsRefused() throws IOException {
    for (int i = 1; i <= 5; i++) {
      allocate(new CifarFolder(folder).training(i), 30_730_000);
    }
    allocate(new CifarFolder(folder).test(), 30_730_000);
    assertThatThrownBy(() -> Cifar10.load(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("[50000, 0, 0, 0, 0, 0, 0, 0, 0, 0]")
        .hasMessageContaining("5000 of each");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "CONVEXITY_DATA", matches = ".+")
  void officialSetHasItsKnownCountsAndStatistics() throws IOException {
    Path data = Path.of(System.getenv("CONVEXITY_DATA"));
    ImageDataset cifar = Cifar10.load(data);
    assertThat(cifar.name()).isEqualTo(Cifar10.NAME);
    assertThat(Cifar10.identify(data)).isEqualTo(Cifar10.NAME);
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
