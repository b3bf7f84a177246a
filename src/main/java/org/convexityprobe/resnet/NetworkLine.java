package org.convexityprobe.resnet;

import org.convexityprobe.landscape.ParameterLine;
import org.convexityprobe.landscape.SampledLineFunction;

/** φ(λ) = ℓ(w + λ r): the mean cross-entropy of a network over fixed images along a line. */
public final class NetworkLine implements SampledLineFunction {
  private final NetworkFunction function;
  private final int[] labels;
  private final ParameterLine line;
  private final float[] point;

  /**
   * Makes the function of one line.
   *
   * @param function the network on the images
   * @param labels their classes
   * @param line the line through parameter space
   */
  public NetworkLine(NetworkFunction function, int[] labels, ParameterLine line) {
    if (labels.length != function.images()) {
      throw new IllegalArgumentException(
          "%d labels for %d images".formatted(labels.length, function.images()));
    }
    this.function = function;
    this.labels = labels.clone();
    this.line = line;
    this.point = new float[line.length()];
  }

  @Override
  public double[] samplesAt(double lambda) {
    line.pointAt(lambda, point);
    return CrossEntropy.losses(function.logits(point), labels);
  }
}
