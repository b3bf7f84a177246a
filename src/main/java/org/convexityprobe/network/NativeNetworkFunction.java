package org.convexityprobe.network;

import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.NetworkEvaluator;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.landscape.Curvature;

/** Evaluates a network on fused native kernels, its images kept in the kernels' layout. */
final class NativeNetworkFunction implements NetworkFunction {
  private final double resolution;
  private final PlacedImages images;
  private final NetworkEvaluator evaluator;
  private final boolean plain;

  NativeNetworkFunction(
      Network network, KernelSet kernels, NativeEngine engine, LossSpec loss, int threads) {
    plain = loss.objective().plain();
    resolution =
        engine.arithmetic() == Arithmetic.BF16X2
            ? Resolution.TWO_BFLOAT16
            : Resolution.SINGLE_PRECISION;
    images = kernels.place(loss.images().values(), network.input());
    try {
      evaluator =
          new NetworkEvaluator(
              network, kernels, engine.arithmetic(), engine.convolutions(), images, threads);
    } catch (RuntimeException | Error e) {
      images.close();
      throw e;
    }
  }

  @Override
  public int images() {
    return evaluator.images();
  }

  @Override
  public void replaceImages(float[] values) {
    images.set(values);
  }

  @Override
  public double[] logits(float[] parameters) {
    return evaluator.logits(parameters);
  }

  @Override
  public double resolution() {
    return resolution;
  }

  @Override
  public boolean hasSlope() {
    return plain; // Backpropagation starts from the softmax's cross-entropy.
  }

  @Override
  public double slope(float[] parameters, float[] direction, int[] labels) {
    return evaluator.slope(parameters, direction, labels);
  }

  @Override
  public boolean hasCurvature() {
    return plain;
  }

  @Override
  public Curvature curvature(float[] parameters, float[] direction, int[] labels) {
    double[][] taylor = evaluator.taylor(parameters, direction, 2);
    return CrossEntropy.curvature(taylor[0], taylor[1], taylor[2], labels);
  }

  @Override
  public void close() {
    evaluator.close();
    images.close();
  }
}
