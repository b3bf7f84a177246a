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
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DataVec reader of the binary files of CIFAR-10 and CIFAR-100.
 *
 * <p>A record is an image [1, 3, 32, 32] of raw pixels (0 to 255) and its label as an integer. A
 * batch of {@link #next(int)} is an {@link NDArrayRecordBatch} of pixels [n, 3, 32, 32], of type
 * {@code UINT8}, and labels [n, 1], of type {@code INT32}. Files are read in the order of the input
 * split; batches run on across files. What is wrong with a file is an {@link UncheckedIOException}.
 */
public final class CifarRecordReader extends BaseRecordReader {
  /** Images of a batch when a whole set is read. */
  private static final int BATCH = 1000;

  /** Images that fit into one array. */
  private static final int MOST = (Integer.MAX_VALUE - 8) / ImageShape.CIFAR.length();

  private final transient CifarLayout layout;
  private Configuration configuration = new Configuration();
  private URI[] files = {};
  private int nextFile;
  private transient CifarFile current;

  /** Reads CIFAR-10. */
  public CifarRecordReader() {
    this(CifarLayout.CIFAR10);
  }

  /** Reads records of a layout. */
  public CifarRecordReader(CifarLayout layout) {
    this.layout = layout;
  }

  /**
   * Returns all images of some files, in order.
   *
   * @throws IOException if a file is missing, empty, ends within a record, or has a label that is
   *     out of range
   */
  static ImageSet read(List<Path> files, CifarLayout layout) throws IOException {
    long count = 0;
    for (Path file : files) {
      count += CifarFile.records(file, layout);
    }
    if (count > MOST) {
      throw new IOException(
          "the files from %s to %s hold %,d images; at most %,d fit"
              .formatted(files.get(0), files.get(files.size() - 1), count, MOST));
    }
    byte[] pixels = new byte[(int) count * ImageShape.CIFAR.length()];
    int[] labels = new int[(int) count];
    try (CifarRecordReader reader = new CifarRecordReader(layout)) {
      reader.initialize(new CollectionInputSplit(files.stream().map(Path::toUri).toList()));
      for (int image = 0; reader.hasNext(); ) {
        List<INDArray> batch = ((NDArrayRecordBatch) reader.next(BATCH)).getArrays();
        int size = (int) batch.get(0).size(0);
        try (INDArray images = batch.get(0);
            INDArray classes = batch.get(1)) {
          int length = ImageShape.CIFAR.length();
          bytes(images).get(pixels, image * length, size * length);
          System.arraycopy(classes.data().asInt(), 0, labels, image, size);
        }
        image += size;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading " + files, e);
    }
    return ImageSet.of(ImageShape.CIFAR, new BytePixels(pixels), labels, layout.classes());
  }

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
    return (current != null && current.left() > 0) || nextFile < files.length;
  }

  @Override
  public List<Writable> next() {
    byte[] pixels = new byte[ImageShape.CIFAR.length()];
    int label = read(pixels, 0);
    INDArray image = images(pixels, 1);
    invokeListeners(image);
    return record(image, label);
  }

  @Override
  public List<List<Writable>> next(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("batch size (%d) must be positive".formatted(count));
    }
    byte[] pixels = new byte[Math.multiplyExact(count, ImageShape.CIFAR.length())];
    int[] labels = new int[count];
    int size = 0;
    while (size < count && (size == 0 || hasNext())) {
      labels[size] = read(pixels, size * ImageShape.CIFAR.length());
      size++;
    }
    INDArray classes = Nd4j.createFromArray(Arrays.copyOf(labels, size)).reshape(size, 1);
    return new NDArrayRecordBatch(images(pixels, size), classes);
  }

  /** Reads a record, of the next file if need be. */
  private int read(byte[] pixels, int offset) {
    try {
      if (current == null || current.left() == 0) {
        openNext();
      }
      return current.read(pixels, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private void openNext() throws IOException {
    if (nextFile == files.length) {
      throw new NoSuchElementException("no record is left");
    }
    closeFile();
    current = CifarFile.open(Path.of(files[nextFile]), layout);
    nextFile++;
  }

  private static List<Writable> record(INDArray image, int label) {
    return List.of(new NDArrayWritable(image), new IntWritable(label));
  }

  private static INDArray images(byte[] pixels, int count) {
    INDArray images = Nd4j.createUninitialized(DataType.UINT8, ImageShape.CIFAR.array(count));
    bytes(images).put(pixels, 0, count * ImageShape.CIFAR.length());
    return images;
  }

  private static BytePointer bytes(INDArray images) {
    return new BytePointer(images.data().pointer());
  }

  private void rewind() throws IOException {
    closeFile();
    nextFile = 0;
  }

  private void closeFile() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  @Override
  public List<String> getLabels() {
    return IntStream.range(0, layout.classes()).mapToObj(Integer::toString).toList();
  }

  @Override
  public void reset() {
    try {
      rewind();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public Record nextRecord() {
    List<Writable> record = next();
    RecordMetaData place =
        new RecordMetaDataIndex(
            current.position() - 1L, files[nextFile - 1], CifarRecordReader.class);
    return new org.datavec.api.records.impl.Record(record, place);
  }

  @Override
  public List<Writable> record(URI uri, DataInputStream stream) {
    throw new UnsupportedOperationException("records are read from the files of a split");
  }

  @Override
  public Record loadFromMetaData(RecordMetaData place) throws IOException {
    return loadFromMetaData(List.of(place)).get(0);
  }

  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> places) throws IOException {
    List<Record> records = new ArrayList<>();
    byte[] pixels = new byte[ImageShape.CIFAR.length()];
    for (RecordMetaData place : places) {
      int index = Math.toIntExact(((RecordMetaDataIndex) place).getIndex());
      try (CifarFile file = CifarFile.open(Path.of(place.getURI()), layout)) {
        file.skip(index);
        int label = file.read(pixels, 0);
        List<Writable> record = record(images(pixels, 1), label);
        records.add(new org.datavec.api.records.impl.Record(record, place));
      }
    }
    return records;
  }

  @Override
  public void close() throws IOException {
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
