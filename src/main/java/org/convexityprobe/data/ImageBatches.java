package org.convexityprobe.data;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The batches of one epoch: features [batch, channels, height, width], one-hot labels [batch,
 * classes]. The last batch holds what is left over, and may be smaller.
 *
 * <p>Order and augmentation follow from (seed, epoch) alone, so a run that stopped within an epoch
 * goes on with {@link #skip}. DL4J's {@code fit} begins with {@link #reset}, which therefore
 * returns to where this iterator started: the first batch of the epoch that was not skipped.
 * Decoding runs on the calling thread; {@link PrefetchingBatches} moves it to another. {@link
 * #asyncSupported()} is false, so that DL4J does not wrap the iterator in a thread of its own.
 */
public final class ImageBatches implements DataSetIterator {
  /** The epoch's stream of shuffling, apart from the images' streams of augmentation. */
  private static final long SHUFFLE = -1;

  private final transient ImageSet images;
  private final transient PixelDecoder decoder;
  private final Augmentation augmentation;
  private final int batchSize;
  private final long seed;
  private final int epoch;
  private final int[] order;

  /** Batches that were given back, by their number of images. */
  private transient Map<Integer, Queue<DataSet>> spare = new ConcurrentHashMap<>();

  /** The last batch, decoded. */
  private transient float[] pixels = {};

  private int start;
  private int position;
  private transient DataSetPreProcessor preProcessor;

  private ImageBatches(
      ImageSet images,
      Normalization normalization,
      Augmentation augmentation,
      int batchSize,
      long seed,
      int epoch) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size (%d) must be positive".formatted(batchSize));
    }
    augmentation.requireFits(images.shape());
    this.images = images;
    this.decoder = new PixelDecoder(images, normalization);
    this.augmentation = augmentation;
    this.batchSize = batchSize;
    this.seed = seed;
    this.epoch = epoch;
    this.order = IntStream.range(0, images.count()).toArray();
  }

  /** Returns the shuffled, augmented batches of a training epoch. */
  public static ImageBatches training(
      ImageSet images,
      Normalization normalization,
      Augmentation augmentation,
      int batchSize,
      long seed,
      int epoch) {
    ImageBatches batches =
        new ImageBatches(images, normalization, augmentation, batchSize, seed, epoch);
    ArraySampler.shuffle(RandomStreams.generator(seed, epoch, SHUFFLE), batches.order);
    return batches;
  }

  /** Returns the batches of a set in its own order, not augmented. */
  public static ImageBatches inOrder(ImageSet images, Normalization normalization, int batchSize) {
    return new ImageBatches(images, normalization, Augmentation.NONE, batchSize, 0, 0);
  }

  /** Returns the shape of the images. */
  public ImageShape shape() {
    return images.shape();
  }

  /** Returns the number of batches in the epoch. */
  public int batches() {
    return (int) ((order.length + batchSize - 1L) / batchSize);
  }

  /**
   * Leaves out the next batches without decoding them, for {@link #reset} too, and returns this.
   *
   * @throws IllegalArgumentException if fewer batches are left
   */
  public ImageBatches skip(int count) {
    int left = (int) ((order.length - position + batchSize - 1L) / batchSize);
    if (count < 0 || count > left) {
      throw new IllegalArgumentException(
          "cannot skip %d batches; %d are left in the epoch".formatted(count, left));
    }
    position = (int) Math.min(order.length, position + (long) count * batchSize);
    start = position;
    return this;
  }

  /**
   * Writes the next batch into arrays that hold at least one batch, and returns how many images it
   * has. For callers that need no ND4J arrays.
   *
   * @param features receives [images, channels, height, width]
   * @param labels receives the class of each image
   */
  public int next(float[] features, int[] labels) {
    return decode(batchSize, features, labels);
  }

  @Override
  public DataSet next() {
    return next(batchSize);
  }

  @Override
  public DataSet next(int count) {
    int size = Math.max(0, Math.min(count, order.length - position));
    int length = Math.multiplyExact(size, images.shape().length());
    if (pixels.length < length) {
      pixels = new float[length];
    }
    int[] labels = new int[size];
    decode(count, pixels, labels);
    float[] oneHot = new float[size * images.classes()];
    for (int i = 0; i < size; i++) {
      oneHot[i * images.classes() + labels[i]] = 1;
    }
    DataSet batch = arrays(size);
    write(pixels, batch.getFeatures());
    write(oneHot, batch.getLabels());
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
  }

  /**
   * Takes back a batch that is no longer used, whose arrays a later one gets. From any thread.
   *
   * <p>ND4J frees arrays at garbage collections alone, even those that were closed (M2.1), and Java
   * does not see how large they are: before it collects, hundreds of batches come together.
   */
  public void recycle(DataSet batch) {
    spare(batch.numExamples()).add(batch);
  }

  /**
   * Uses the arrays that were given back to the batches of another epoch, which has ended, and
   * returns this.
   */
  public ImageBatches reusing(ImageBatches ended) {
    spare = ended.spare;
    pixels = ended.pixels;
    return this;
  }

  private Queue<DataSet> spare(int size) {
    return spare.computeIfAbsent(size, key -> new ConcurrentLinkedQueue<>());
  }

  /** Returns arrays for a batch: recycled ones, or new ones if there are none of this size. */
  private DataSet arrays(int size) {
    DataSet recycled = spare(size).poll();
    return recycled != null
        ? recycled
        : new DataSet(
            Nd4j.createUninitialized(DataType.FLOAT, images.shape().array(size), 'c'),
            Nd4j.createUninitialized(DataType.FLOAT, new long[] {size, images.classes()}, 'c'));
  }

  private static void write(float[] values, INDArray array) {
    new FloatPointer(array.data().pointer()).put(values, 0, Math.toIntExact(array.length()));
  }

  private int decode(int count, float[] features, int[] labels) {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no batch left");
    }
    int size = Math.min(count, order.length - position);
    for (int i = 0; i < size; i++) {
      int image = order[position + i];
      decoder.decode(
          image, augmentation.choose(seed, epoch, image), features, i * images.shape().length());
      labels[i] = images.label(image);
    }
    position += size;
    return size;
  }

  @Override
  public boolean hasNext() {
    return position < order.length;
  }

  @Override
  public void reset() {
    position = start;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public int inputColumns() {
    return images.shape().length();
  }

  @Override
  public int totalOutcomes() {
    return images.classes();
  }

  @Override
  public int batch() {
    return batchSize;
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  @Override
  public List<String> getLabels() {
    return IntStream.range(0, images.classes()).mapToObj(Integer::toString).toList();
  }
}
