package org.convexityprobe.network;

import org.convexityprobe.execution.plan.GradientEvaluator;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.PreparedImages;

/** Backpropagates on fused native kernels. */
final class NativeNetworkGradient implements NetworkGradient {
  private final PreparedImages images;
  private final GradientEvaluator evaluator;

  NativeNetworkGradient(
      Network network,
      KernelSet kernels,
      float[] pixels,
      int batchSize,
      boolean batchStatistics,
      int threads) {
    images = new PreparedImages(pixels, network.input());
    evaluator =
        new GradientEvaluator(network, kernels, images, batchSize, !batchStatistics, threads);
  }

  @Override
  public double[] at(float[] parameters, int[] labels) {
    return evaluator.gradient(parameters, labels);
  }

  @Override
  public void close() {
    evaluator.close();
    images.close();
  }
}
