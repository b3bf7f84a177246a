package org.convexityprobe.execution.plan;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The gradient of the mean cross-entropy of one network on fixed images, by backpropagation, with
 * batch-norm on frozen statistics or on those of each batch. Batches have a fixed size and order;
 * the last may be smaller. Sums over batches are in double precision.
 *
 * <p>The same parameters give the same bits for the same number of threads. Not for use by several
 * threads at once.
 */
public final class GradientEvaluator implements AutoCloseable {
  private final TrainingPlan plan;
  private final PlacedImages images;
  private final int batchSize;
  private final FloatPointer parameters;
  private final FloatPointer gradients;
  private final FloatPointer targets;
  private final BatchGradients full;
  private final BatchGradients last;

  /**
   * Compiles a network.
   *
   * @param images the images; they stay the caller's, and must stay open
   * @param batchSize images in a batch
   * @param frozen whether batch-norm uses its running statistics
   * @param threads threads that work on a batch together
   */
  public GradientEvaluator(
      Network network,
      KernelSet kernels,
      PlacedImages images,
      int batchSize,
      boolean frozen,
      int threads) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize (%d) must be positive".formatted(batchSize));
    }
    images.requireFor(network);
    this.plan = TrainingPlan.of(network, frozen);
    this.images = images;
    this.batchSize = Math.min(batchSize, images.count());
    this.parameters = new FloatPointer((long) network.parameters());
    this.gradients = new FloatPointer((long) network.parameters());
    this.targets = new FloatPointer((long) this.batchSize * network.softmax().classes());
    int rest = images.count() % this.batchSize;
    this.full = gradients(kernels, this.batchSize, threads);
    this.last = rest == 0 ? full : gradients(kernels, rest, threads);
  }

  private BatchGradients gradients(KernelSet kernels, int size, int threads) {
    return new BatchGradients(
        plan,
        kernels,
        Convolutions.DIRECT,
        size,
        threads,
        new BatchGradients.Vectors(parameters, gradients));
  }

  /**
   * Returns the gradient at a parameter vector.
   *
   * @param vector flat vector in DL4J's order
   * @param labels class of each image
   * @return in the same order; 0 for running statistics
   */
  public double[] gradient(float[] vector, int[] labels) {
    if (vector.length != plan.network().parameters() || labels.length != images.count()) {
      throw new IllegalArgumentException(
          "%d parameters and %d labels; expected %d and %d"
              .formatted(
                  vector.length, labels.length, plan.network().parameters(), images.count()));
    }
    parameters.put(vector, 0, vector.length);
    double[] sums = new double[vector.length];
    float[] batch = new float[vector.length];
    for (int first = 0; first < images.count(); first += batchSize) {
      int size = Math.min(batchSize, images.count() - first);
      placeTargets(Arrays.copyOfRange(labels, first, first + size));
      (size == batchSize ? full : last).compute(images, first, targets);
      gradients.get(batch, 0, batch.length);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += batch[i];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= images.count();
    }
    for (Node.BatchNorm norm : plan.norms()) {
      Arrays.fill(sums, norm.mean(), norm.mean() + 2 * norm.output().channels(), 0);
    }
    return sums;
  }

  private void placeTargets(int[] labels) {
    int classes = plan.network().softmax().classes();
    float[] rows = new float[labels.length * classes];
    for (int image = 0; image < labels.length; image++) {
      rows[image * classes + labels[image]] = 1;
    }
    targets.put(rows, 0, rows.length);
  }

  @Override
  public void close() {
    full.close();
    if (last != full) {
      last.close();
    }
    targets.close();
    gradients.close();
    parameters.close();
  }
}
