package org.convexityprobe.network;

import org.convexityprobe.execution.torch.TorchEvaluator;
import org.convexityprobe.execution.torch.TorchLoss;

/** Differentiates twice with libtorch. */
final class TorchNetworkHessian implements NetworkHessian {
  private final TorchEvaluator evaluator;
  private final TorchLoss loss;

  /** Takes over an evaluator, which closes with it. */
  TorchNetworkHessian(TorchEvaluator evaluator, Objective objective) {
    this.evaluator = evaluator;
    this.loss = objective.torch();
  }

  @Override
  public double[] times(float[] parameters, double[] vector, int[] labels) {
    return evaluator.hessianTimes(TorchNetworkGradient.doubles(parameters), vector, labels, loss);
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
