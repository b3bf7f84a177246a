package org.convexityprobe.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DataVec reader of CIFAR-10's binary files.
 *
 * <p>A record is an image [1, 3, 32, 32] of raw pixels (0 to 255) and its label as an integer. A
 * batch of {@link #next(int)} is an {@link NDArrayRecordBatch} of pixels [n, 3, 32, 32] and one-hot
 * labels [n, 10]. Files are read whole, in the order of the input split, and checked as in {@link
 * Cifar10#load}; batches run on across files.
 */
public final class CifarRecordReader extends BaseRecordReader {
  private Configuration configuration = new Configuration();
  private URI[] files = {};
  private int nextFile;
  private byte[] current = {};
  private int position;
  private int recordOfFile;

  @Override
  public void initialize(InputSplit split) throws IOException, InterruptedException {
    super.initialize(split);
    files = split.locations();
    rewind();
  }

  @Override
  public void initialize(Configuration conf, InputSplit split)
      throws IOException, InterruptedException {
    setConf(conf);
    initialize(split);
  }

  @Override
  public boolean batchesSupported() {
    return true;
  }

  @Override
  public boolean hasNext() {
    return position < current.length || nextFile < files.length;
  }

  @Override
  public List<Writable> next() {
    int record = advance();
    float[] pixels = new float[ImageSet.IMAGE_LENGTH];
    pixels(record, pixels, 0);
    INDArray image = Nd4j.create(pixels, shape(1), 'c');
    invokeListeners(image);
    return List.of(new NDArrayWritable(image), new IntWritable(current[record]));
  }

  @Override
  public List<List<Writable>> next(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("batch size (%d) must be positive".formatted(count));
    }
    float[] pixels = new float[Math.multiplyExact(count, ImageSet.IMAGE_LENGTH)];
    float[] labels = new float[count * CifarFile.CLASSES];
    int size = 0;
    while (size < count && (size == 0 || hasNext())) {
      int record = advance();
      pixels(record, pixels, size * ImageSet.IMAGE_LENGTH);
      labels[size * CifarFile.CLASSES + current[record]] = 1;
      size++;
    }
    INDArray features =
        Nd4j.create(Arrays.copyOf(pixels, size * ImageSet.IMAGE_LENGTH), shape(size), 'c');
    INDArray oneHot =
        Nd4j.create(
            Arrays.copyOf(labels, size * CifarFile.CLASSES),
            new long[] {size, CifarFile.CLASSES},
            'c');
    return new NDArrayRecordBatch(features, oneHot);
  }

  /** Returns all records that are left, as bytes; a tenth of the memory of floats. */
  ImageSet remaining() throws IOException {
    List<byte[]> parts = new ArrayList<>();
    parts.add(Arrays.copyOfRange(current, position, current.length));
    while (nextFile < files.length) {
      parts.add(CifarFile.read(Path.of(files[nextFile++])));
    }
    position = current.length;
    long length = parts.stream().mapToLong(part -> part.length).sum();
    if (length > Integer.MAX_VALUE - 8) {
      throw new IOException(
          "the files from %s to %s hold %,d images; at most %,d fit"
              .formatted(
                  files[0].getPath(),
                  files[files.length - 1].getPath(),
                  length / ImageSet.RECORD_LENGTH,
                  Integer.MAX_VALUE / ImageSet.RECORD_LENGTH));
    }
    byte[] all = new byte[(int) length];
    int end = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, end, part.length);
      end += part.length;
    }
    return ImageSet.ofRecords(all, CifarFile.CLASSES);
  }

  /** Moves on by a record, into the next file if need be, and returns where the record starts. */
  private int advance() {
    if (position == current.length) {
      if (nextFile == files.length) {
        throw new NoSuchElementException("no record is left");
      }
      try {
        current = CifarFile.read(Path.of(files[nextFile]));
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
      nextFile++;
      position = 0;
      recordOfFile = 0;
    }
    int record = position;
    position += ImageSet.RECORD_LENGTH;
    recordOfFile++;
    return record;
  }

  private void pixels(int record, float[] out, int offset) {
    for (int i = 0; i < ImageSet.IMAGE_LENGTH; i++) {
      out[offset + i] = current[record + 1 + i] & 0xff;
    }
  }

  private static long[] shape(long images) {
    return new long[] {images, ImageSet.CHANNELS, ImageSet.SIDE, ImageSet.SIDE};
  }

  private void rewind() {
    nextFile = 0;
    current = new byte[0];
    position = 0;
  }

  @Override
  public List<String> getLabels() {
    return Cifar10.CLASS_NAMES;
  }

  @Override
  public void reset() {
    rewind();
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public Record nextRecord() {
    List<Writable> record = next();
    RecordMetaData place =
        new RecordMetaDataIndex(recordOfFile - 1L, files[nextFile - 1], CifarRecordReader.class);
    return new org.datavec.api.records.impl.Record(record, place);
  }

  @Override
  public List<Writable> record(URI uri, DataInputStream stream) throws IOException {
    byte[] record = new byte[ImageSet.RECORD_LENGTH];
    stream.readFully(record);
    ImageSet image = ImageSet.ofRecords(record, CifarFile.CLASSES);
    float[] pixels = new float[ImageSet.IMAGE_LENGTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = record[i + 1] & 0xff;
    }
    return List.of(
        new NDArrayWritable(Nd4j.create(pixels, shape(1), 'c')), new IntWritable(image.label(0)));
  }

  @Override
  public Record loadFromMetaData(RecordMetaData place) throws IOException {
    return loadFromMetaData(List.of(place)).get(0);
  }

  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> places) throws IOException {
    List<Record> records = new ArrayList<>();
    for (RecordMetaData place : places) {
      long index = ((RecordMetaDataIndex) place).getIndex();
      byte[] file = CifarFile.read(Path.of(place.getURI()));
      int start = Math.toIntExact(index * ImageSet.RECORD_LENGTH);
      DataInputStream stream =
          new DataInputStream(
              new java.io.ByteArrayInputStream(file, start, ImageSet.RECORD_LENGTH));
      records.add(new org.datavec.api.records.impl.Record(record(place.getURI(), stream), place));
    }
    return records;
  }

  @Override
  public void close() {
    rewind();
    files = new URI[0];
  }

  @Override
  public void setConf(Configuration conf) {
    configuration = conf;
  }

  @Override
  public Configuration getConf() {
    return configuration;
  }
}
