package org.convexityprobe.network;

import org.convexityprobe.execution.torch.TorchEvaluator;
import org.convexityprobe.execution.torch.TorchLoss;

/** Backpropagates with libtorch. */
final class TorchNetworkGradient implements NetworkGradient {
  private final TorchEvaluator evaluator;
  private final TorchLoss loss;

  /** Takes over an evaluator, which closes with it. */
  TorchNetworkGradient(TorchEvaluator evaluator, Objective objective) {
    this.evaluator = evaluator;
    this.loss = objective.torch();
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Override
  public double[] at(float[] parameters, int[] labels) {
    return evaluator.gradient(doubles(parameters), labels, loss);
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
