package org.convexityprobe.network;

import org.convexityprobe.execution.plan.BatchNetworkEvaluator;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.PlacedImages;

/** Evaluates a network on native kernels, batch-norm using the statistics of each batch. */
final class NativeBatchFunction implements NetworkFunction {
  private final PlacedImages images;
  private final BatchNetworkEvaluator evaluator;

  NativeBatchFunction(Network network, KernelSet kernels, LossSpec loss, int threads) {
    images = kernels.place(loss.images().values(), network.input());
    try {
      evaluator = new BatchNetworkEvaluator(network, kernels, images, loss.batchSize(), threads);
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
  public double[] logits(float[] parameters) {
    return evaluator.logits(parameters);
  }

  @Override
  public double resolution() {
    return Resolution.SINGLE_PRECISION;
  }

  @Override
  public void close() {
    evaluator.close();
    images.close();
  }
}
