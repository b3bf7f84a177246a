package org.convexityprobe.resnet;

import org.convexityprobe.execution.GradientEvaluator;
import org.convexityprobe.execution.KernelSet;
import org.convexityprobe.execution.Network;
import org.convexityprobe.execution.PreparedImages;

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
