package org.convexityprobe.execution.plan;

import java.util.Arrays;

/**
 * The logits and losses of one network on fixed images as functions of its parameters, batch-norm
 * on frozen statistics and folded into the convolutions at each parameter vector.
 *
 * <p>Features come from kernels in single precision or nearly so; logits, losses and every sum from
 * there on are in double precision, as second differences of the loss need them. The same
 * parameters give the same bits, whatever the number of threads. Not for use by several threads at
 * once.
 */
public final class NetworkEvaluator implements AutoCloseable {
  private final InferencePlan plan;
  private final FeatureKernels kernels;
  private final PlacedImages images;
  private final SoftmaxHead head;
  private final float[] folded;

  /** The parameters that the kernels hold, if any. */
  private float[] held;

  private final float[] features;
  private final double[] logits;

  /** Compiles a network in single precision, its convolutions direct; see the other constructor. */
  public NetworkEvaluator(Network network, KernelSet kernels, PlacedImages images, int threads) {
    this(network, kernels, Arithmetic.FP32, Convolutions.DIRECT, images, threads);
  }

  /**
   * Compiles a network.
   *
   * @param arithmetic how convolutions are carried out
   * @param convolutions which are computed by minimal filtering
   * @param images the images; they stay the caller's, and must stay open
   * @param threads worker threads
   */
  public NetworkEvaluator(
      Network network,
      KernelSet kernels,
      Arithmetic arithmetic,
      Convolutions convolutions,
      PlacedImages images,
      int threads) {
    images.requireFor(network);
    this.plan = InferencePlan.of(network);
    this.images = images;
    this.head = new SoftmaxHead(network.softmax());
    this.folded = new float[plan.foldedLength()];
    this.features = new float[images.count() * plan.features()];
    this.logits = new double[images.count() * network.softmax().classes()];
    this.kernels = kernels.features(plan, arithmetic, convolutions, threads);
  }

  /** Returns the number of images. */
  public int images() {
    return images.count();
  }

  /**
   * Returns the logits at a parameter vector.
   *
   * @param parameters flat vector in DL4J's order, running statistics included
   * @return [images, classes], row-major
   */
  public double[] logits(float[] parameters) {
    hold(parameters);
    kernels.features(images, features);
    head.logits(parameters, 0, features, images.count(), logits);
    return logits.clone();
  }

  /**
   * Returns the cross-entropy of each image at a parameter vector.
   *
   * @param labels class of each image
   */
  public double[] losses(float[] parameters, int[] labels) {
    requireLabels(labels);
    double[] values = logits(parameters);
    double[] losses = new double[labels.length];
    Arrays.setAll(losses, image -> head.loss(values, image, labels[image]));
    return losses;
  }

  /**
   * Returns the derivative of the mean cross-entropy along a direction of parameters, by
   * forward-mode differentiation: the derivative of every activation is carried along with it,
   * which costs about three evaluations and keeps no activations.
   *
   * @param direction flat vector; its part on running statistics is ignored
   */
  public double slope(float[] parameters, float[] direction, int[] labels) {
    requireLabels(labels);
    double[][] taylor = taylor(parameters, direction, 1);
    return meanSlope(taylor[0], taylor[1], labels);
  }

  /**
   * Returns the logits and their Taylor coefficients along a direction of parameters: the k-th is
   * the k-th derivative divided by k!, ReLU being the linear function that it is on its side of
   * zero. Two orders cost about six evaluations.
   *
   * @param direction flat vector; its part on running statistics is ignored
   * @param order the highest order, 1 or 2
   * @return order 0 first; each [images, classes], row-major
   */
  public double[][] taylor(float[] parameters, float[] direction, int order) {
    if (order < 1 || order > 2) {
      throw new IllegalArgumentException("order (%d) must be 1 or 2".formatted(order));
    }
    hold(parameters);
    float[][] moves = new float[order][folded.length];
    plan.foldMoves(parameters, direction, moves);
    float[][] moving = new float[order + 1][features.length];
    kernels.taylor(moves, images, moving);
    double[][] taylor = new double[order + 1][logits.length];
    head.logits(parameters, 0, moving[0], images.count(), taylor[0]);
    for (int k = 1; k <= order; k++) {
      head.coefficients(parameters, direction, moving, k, taylor[k]);
    }
    return taylor;
  }

  /** Loads parameters into the kernels, unless they hold them. */
  private void hold(float[] parameters) {
    if (Arrays.equals(parameters, held)) {
      return;
    }
    plan.fold(parameters, folded);
    kernels.setFilters(folded);
    held = parameters.clone();
  }

  private double meanSlope(double[] values, double[] tangents, int[] labels) {
    int classes = values.length / labels.length;
    double[] probabilities = new double[classes];
    double sum = 0;
    for (int image = 0; image < labels.length; image++) {
      head.probabilities(values, image, probabilities);
      double slope = -tangents[image * classes + labels[image]];
      for (int c = 0; c < classes; c++) {
        slope += probabilities[c] * tangents[image * classes + c];
      }
      sum += slope;
    }
    return sum / labels.length;
  }

  private void requireLabels(int[] labels) {
    if (labels.length != images.count()) {
      throw new IllegalArgumentException(
          "%d labels for %d images".formatted(labels.length, images.count()));
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}
