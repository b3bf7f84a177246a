package org.convexityprobe.data;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
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
    return (order.length + batchSize - 1) / batchSize;
  }

  /**
   * Leaves out the next batches without decoding them, for {@link #reset} too, and returns this.
   *
   * @throws IllegalArgumentException if fewer batches are left
   */
  public ImageBatches skip(int count) {
    int left = (order.length - position + batchSize - 1) / batchSize;
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
    int size = Math.min(count, order.length - position);
    float[] features = new float[Math.multiplyExact(Math.max(size, 0), images.shape().length())];
    int[] labels = new int[Math.max(size, 0)];
    decode(count, features, labels);
    float[] oneHot = new float[size * images.classes()];
    for (int i = 0; i < size; i++) {
      oneHot[i * images.classes() + labels[i]] = 1;
    }
    INDArray labelArray = Nd4j.create(oneHot, new long[] {size, images.classes()}, 'c');
    DataSet batch = new DataSet(Nd4j.create(features, images.shape().array(size), 'c'), labelArray);
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
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
