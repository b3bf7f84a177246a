package org.convexityprobe.execution.plan;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Gradients and score of batches of a fixed size, written into a flat gradient vector as DL4J's
 * backpropagation writes them: summed over the batch, running statistics as pseudo-gradients unless
 * the plan freezes them.
 */
public final class BatchGradients implements AutoCloseable {
  private final TrainingPlan plan;
  private final KernelSet kernelSet;
  private final TrainingKernels kernels;
  private final SoftmaxHead head;
  private final int images;
  private final FloatPointer parameters;
  private final FloatPointer gradients;
  private final float[] features;
  private final float[] featureGradients;
  private final float[] labels;
  private final double[] logits;
  private final float[] layer;
  private final float[] layerGradients;
  private final float[] means;
  private final float[] variances;
  private final float[] running;

  /** Where batches from the host's memory go; null until there is one. */
  private PlacedImages placed;

  /**
   * The flat vectors that are read and written.
   *
   * @param parameters in the order of the network's parameters
   * @param gradients in the same order
   */
  public record Vectors(FloatPointer parameters, FloatPointer gradients) {}

  /**
   * Compiles a plan.
   *
   * @param convolutions which are computed by minimal filtering
   */
  public BatchGradients(
      TrainingPlan plan,
      KernelSet kernels,
      Convolutions convolutions,
      int images,
      int threads,
      Vectors vectors) {
    this.plan = plan;
    this.kernelSet = kernels;
    this.images = images;
    this.parameters = vectors.parameters;
    this.gradients = vectors.gradients;
    Node.Softmax softmax = plan.network().softmax();
    this.head = new SoftmaxHead(softmax);
    this.features = new float[images * plan.features()];
    this.featureGradients = new float[features.length];
    this.labels = new float[images * softmax.classes()];
    this.logits = new double[labels.length];
    this.layer = new float[softmax.length()];
    this.layerGradients = new float[softmax.length()];
    this.means = new float[plan.channels()];
    this.variances = new float[plan.channels()];
    this.running =
        new float[2 * plan.norms().stream().mapToInt(n -> n.output().channels()).max().orElse(0)];
    this.kernels =
        kernels.training(
            plan, convolutions, images, threads, vectors.parameters, vectors.gradients);
  }

  /** Returns whether this works on exactly these vectors. */
  public boolean isFor(FloatPointer otherParameters, FloatPointer otherGradients) {
    return parameters.address() == otherParameters.address()
        && gradients.address() == otherGradients.address();
  }

  /**
   * Computes the gradients of a batch that is placed first.
   *
   * @param pixels [images, channels, height, width], row-major, in the host's memory
   * @param targets labels [images, classes], row-major
   * @return the cross-entropy summed over the batch
   */
  public double compute(FloatPointer pixels, FloatPointer targets) {
    if (placed == null) {
      placed = kernelSet.place(images, plan.network().input());
    }
    placed.set(pixels);
    return compute(placed, 0, targets);
  }

  /**
   * Computes the gradients of a batch.
   *
   * @param first the first image of the batch
   * @param targets labels [images, classes], row-major
   * @return the cross-entropy summed over the batch
   */
  double compute(PlacedImages batch, int first, FloatPointer targets) {
    kernels.forward(batch, first, features);
    Node.Softmax softmax = plan.network().softmax();
    parameters.position(softmax.weights()).get(layer, 0, layer.length).position(0);
    head.logits(layer, softmax.weights(), features, images, logits);
    targets.get(labels, 0, labels.length);
    double loss = head.backward(layer, features, labels, logits, layerGradients, featureGradients);
    kernels.backward(featureGradients);
    gradients.position(softmax.weights()).put(layerGradients, 0, layer.length).position(0);
    if (!plan.frozen()) {
      moveRunningStatistics();
    }
    return loss;
  }

  /** Returns the logits [images, classes] of the last batch, row-major. */
  public double[] logits() {
    return logits.clone();
  }

  /**
   * Writes (1 − d)·(running − batch) as the gradients of the running statistics: subtracted by
   * DL4J's NoOp updater, they leave d·running + (1 − d)·batch.
   */
  private void moveRunningStatistics() {
    kernels.statistics(means, variances);
    int place = 0;
    for (int n = 0; n < plan.norms().size(); n++) {
      Node.BatchNorm norm = plan.norms().get(n);
      int channels = norm.output().channels();
      double share = 1 - norm.decay();
      parameters.position(norm.mean()).get(running, 0, 2 * channels).position(0);
      for (int c = 0; c < channels; c++) {
        running[c] = (float) (share * ((double) running[c] - means[place + c]));
        running[channels + c] =
            (float) (share * ((double) running[channels + c] - variances[place + c]));
      }
      gradients.position(norm.mean()).put(running, 0, 2 * channels).position(0);
      place += channels;
    }
  }

  @Override
  public void close() {
    kernels.close();
    if (placed != null) {
      placed.close();
    }
  }
}
