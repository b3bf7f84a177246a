package org.convexityprobe.network;

import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.ParameterPlane;
import org.convexityprobe.landscape.SampledLineFunction;
import org.convexityprobe.landscape.SurfaceFunction;

/** ℓ(w + x a + y b): the mean loss of a network over fixed images on a plane. */
public final class NetworkPlane implements SurfaceFunction {
  private final NetworkFunction function;
  private final LabelledLoss loss;
  private final ParameterPlane plane;
  private final float[] point;
  private final double resolution;

  /**
   * Makes the function of one plane.
   *
   * @param function the network on the images
   * @param loss their losses
   * @param weights flat vector w, the point (0, 0)
   * @param first a
   * @param second b
   */
  public NetworkPlane(
      NetworkFunction function,
      LabelledLoss loss,
      float[] weights,
      Direction first,
      Direction second) {
    if (loss.count() != function.images()) {
      throw new IllegalArgumentException(
          "%d labels for %d images".formatted(loss.count(), function.images()));
    }
    this.function = function;
    this.loss = loss;
    this.plane = new ParameterPlane(weights, first, second);
    this.point = new float[plane.length()];
    this.resolution = Resolution.along(function, weights, first);
  }

  @Override
  public double resolution() {
    return resolution;
  }

  @Override
  public double valueAt(double x, double y) {
    return SampledLineFunction.mean(loss.losses(logits(x, y)));
  }

  private double[] logits(double x, double y) {
    if (function.takesDoubles()) {
      double[] precise = new double[plane.length()];
      plane.pointAt(x, y, precise);
      return function.logits(precise);
    }
    plane.pointAt(x, y, point);
    return function.logits(point);
  }
}
