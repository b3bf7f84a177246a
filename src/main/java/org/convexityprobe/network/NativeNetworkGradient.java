package org.convexityprobe.network;

import org.convexityprobe.execution.plan.GradientEvaluator;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.PlacedImages;

/** Backpropagates on fused native kernels. */
final class NativeNetworkGradient implements NetworkGradient {
  private final PlacedImages images;
  private final GradientEvaluator evaluator;

  NativeNetworkGradient(Network network, KernelSet kernels, LossSpec loss, int threads) {
    images = kernels.place(loss.images().values(), network.input());
    try {
      evaluator =
          new GradientEvaluator(
              network, kernels, images, loss.batchSize(), !loss.batchStatistics(), threads);
    } catch (RuntimeException | Error e) {
      images.close();
      throw e;
    }
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
