package org.convexityprobe.network;

import org.convexityprobe.execution.torch.TorchEvaluator;

/** Differentiates twice with libtorch. */
final class TorchNetworkHessian implements NetworkHessian {
  private final TorchEvaluator evaluator;

  /** Takes over an evaluator, which closes with it. */
  TorchNetworkHessian(TorchEvaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  public double[] times(float[] parameters, double[] vector, int[] labels) {
    return evaluator.hessianTimes(TorchNetworkGradient.doubles(parameters), vector, labels);
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
