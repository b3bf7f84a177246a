package org.convexityprobe.execution.plan;

import org.bytedeco.javacpp.FloatPointer;

/**
 * The logits of one network on fixed images as a function of its parameters, batch-norm on the
 * statistics of each batch itself. Batches have a fixed size and order; the last may be smaller.
 *
 * <p>The same parameters give the same bits for the same number of threads. Not for use by several
 * threads at once.
 */
public final class BatchNetworkEvaluator implements AutoCloseable {
  private final TrainingPlan plan;
  private final PlacedImages images;
  private final int batchSize;
  private final SoftmaxHead head;
  private final FloatPointer parameters;
  private final TrainingKernels full;
  private final TrainingKernels last;

  /**
   * Compiles a network.
   *
   * @param images the images; they stay the caller's, and must stay open
   * @param batchSize images in a batch
   * @param threads threads that work on a batch together
   */
  public BatchNetworkEvaluator(
      Network network, KernelSet kernels, PlacedImages images, int batchSize, int threads) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize (%d) must be positive".formatted(batchSize));
    }
    images.requireFor(network);
    this.plan = TrainingPlan.of(network);
    this.images = images;
    this.batchSize = Math.min(batchSize, images.count());
    this.head = new SoftmaxHead(network.softmax());
    this.parameters = new FloatPointer((long) network.parameters());
    int rest = images.count() % this.batchSize;
    this.full =
        kernels.training(plan, Convolutions.DIRECT, this.batchSize, threads, parameters, null);
    this.last =
        rest == 0
            ? full
            : kernels.training(plan, Convolutions.DIRECT, rest, threads, parameters, null);
  }

  /** Returns the number of images. */
  public int images() {
    return images.count();
  }

  /**
   * Returns the logits at a parameter vector.
   *
   * @param vector flat vector in DL4J's order; its running statistics are ignored
   * @return [images, classes], row-major
   */
  public double[] logits(float[] vector) {
    if (vector.length != plan.network().parameters()) {
      throw new IllegalArgumentException(
          "%d parameters; the network has %d"
              .formatted(vector.length, plan.network().parameters()));
    }
    parameters.put(vector, 0, vector.length);
    int classes = plan.network().softmax().classes();
    double[] logits = new double[images.count() * classes];
    float[] features = new float[batchSize * plan.features()];
    double[] batch = new double[batchSize * classes];
    for (int first = 0; first < images.count(); first += batchSize) {
      int size = Math.min(batchSize, images.count() - first);
      (size == batchSize ? full : last).forward(images, first, features);
      head.logits(vector, 0, features, size, batch);
      System.arraycopy(batch, 0, logits, first * classes, size * classes);
    }
    return logits;
  }

  @Override
  public void close() {
    full.close();
    if (last != full) {
      last.close();
    }
    parameters.close();
  }
}
