package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.datavec.api.records.Record;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

class CifarRecordReaderTest {
  private final ImageSet images = SyntheticImages.generate(25, 8);
  private final CifarRecordReader reader = new CifarRecordReader();
  @TempDir private Path folder;

  @BeforeEach
  void openTwoFiles() throws IOException, InterruptedException {
    CifarFile.write(images.first(15), folder.resolve("a.bin"));
    CifarFile.write(images.select(15, 16, 17, 18, 19, 20, 21, 22, 23, 24), folder.resolve("b.bin"));
    List<URI> files = List.of(folder.resolve("a.bin").toUri(), folder.resolve("b.bin").toUri());
    reader.initialize(new CollectionInputSplit(files));
  }

  @Test
  void batchesRunAcrossFilesAndEndWithTheRest() {
    reader.next(10);
    NDArrayRecordBatch second = (NDArrayRecordBatch) reader.next(10);
    assertThat(second.getArrays().get(0).shape()).containsExactly(10, 3, 32, 32);
    assertThat(second.getArrays().get(0).getInt(7, 2, 3, 4))
        .isEqualTo((int) images.pixel(17, 2, 3, 4));
    assertThat(second.getArrays().get(1).ravel().toIntVector())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(reader.next(10).size()).isEqualTo(5);
    assertThat(reader.hasNext()).isFalse();
  }

  @Test
  void singleRecordsHoldPixelsAndLabel() throws IOException {
    reader.next(16);
    Record record = reader.nextRecord();
    assertThat(record.getRecord().get(1).toInt()).isEqualTo(6);
    NDArrayWritable pixels = (NDArrayWritable) record.getRecord().get(0);
    assertThat(pixels.get().getInt(0, 1, 30, 2)).isEqualTo((int) images.pixel(16, 1, 30, 2));
    List<Writable> again = reader.loadFromMetaData(record.getMetaData()).getRecord();
    assertThat(again).isEqualTo(record.getRecord());
  }

  @Test
  void resetStartsWithTheFirstFile() {
    reader.next(20);
    reader.reset();
    assertThat(((NDArrayRecordBatch) reader.next(2)).getArrays().get(0).getInt(1, 0, 0, 0))
        .isEqualTo((int) images.pixel(1, 0, 0, 0));
  }

  @Test
  void wholeSetsAreReadBatchByBatch() throws IOException {
    ImageSet many = SyntheticImages.generate(2345, 9);
    CifarFile.write(many, folder.resolve("many.bin"));
    List<Path> files = List.of(folder.resolve("a.bin"), folder.resolve("many.bin"));
    ImageSet read = CifarRecordReader.read(files, CifarLayout.CIFAR10);
    assertThat(read.select(IntStream.range(0, 15).toArray())).isEqualTo(images.first(15));
    assertThat(read.select(IntStream.range(15, 2360).toArray())).isEqualTo(many);
  }

  @Test
  void readsTheLabelThatALayoutNames() throws IOException {
    byte[] records = new byte[2 * CifarLayout.CIFAR100_FINE.recordLength()];
    records[0] = 19;
    records[1] = 99;
    records[3074] = 3;
    records[3075] = 42;
    records[3076] = (byte) 200;
    Path file = Files.write(folder.resolve("train.bin"), records);
    ImageSet fine = CifarRecordReader.read(List.of(file), CifarLayout.CIFAR100_FINE);
    ImageSet coarse = CifarRecordReader.read(List.of(file), CifarLayout.CIFAR100_COARSE);
    assertThat(fine.labels()).containsExactly(99, 42);
    assertThat(coarse.labels()).containsExactly(19, 3);
    assertThat(coarse.classes()).isEqualTo(20);
    assertThat(fine.pixel(1, 0, 0, 0)).isEqualTo(200);
  }

  @Test
  void batchesOfAMissingFileFailWithItsName() throws IOException, InterruptedException {
    URI missing = folder.resolve("none.bin").toUri();
    reader.initialize(new CollectionInputSplit(List.of(missing)));
    assertThatThrownBy(() -> reader.next(2))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no such file")
        .hasMessageContaining("none.bin");
  }

  @Test
  void servesTheDataSetIteratorOfDeeplearning4j() {
    DataSet batch = new RecordReaderDataSetIterator(reader, 25, 1, 10).next();
    assertThat(batch.getFeatures().shape()).containsExactly(25, 3, 32, 32);
    assertThat(batch.getLabels().argMax(1).toIntVector()).isEqualTo(images.labels());
  }
}
