package org.convexityprobe.network;

import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.TorchEvaluator;
import org.convexityprobe.execution.torch.TorchLoss;

/** Evaluates a network with libtorch. */
class TorchNetworkFunction implements NetworkFunction {
  private final TorchEvaluator evaluator;
  private final Precision precision;
  private final boolean batchStatistics;
  private final TorchLoss loss;

  /** Takes over an evaluator, which closes with it. */
  TorchNetworkFunction(TorchEvaluator evaluator, Precision precision, LossSpec loss) {
    this.evaluator = evaluator;
    this.precision = precision;
    this.batchStatistics = loss.batchStatistics();
    this.loss = loss.objective().torch();
  }

  @Override
  public int images() {
    return evaluator.images();
  }

  @Override
  public void replaceImages(float[] values) {
    if (batchStatistics) {
      NetworkFunction.super.replaceImages(values);
    }
    evaluator.replaceImages(values);
  }

  @Override
  public double[] logits(float[] parameters) {
    return evaluator.logits(parameters);
  }

  @Override
  public boolean takesDoubles() {
    return precision == Precision.FLOAT64;
  }

  @Override
  public double[] logits(double[] parameters) {
    return evaluator.logits(parameters);
  }

  @Override
  public double resolution() {
    return Resolution.of(precision.significantBits());
  }

  @Override
  public boolean hasSlope() {
    return !batchStatistics;
  }

  @Override
  public double slope(float[] parameters, float[] direction, int[] labels) {
    if (batchStatistics) {
      return NetworkFunction.super.slope(parameters, direction, labels);
    }
    double[] gradient = evaluator.gradient(TorchNetworkGradient.doubles(parameters), labels, loss);
    double slope = 0;
    for (int i = 0; i < gradient.length; i++) {
      slope += gradient[i] * direction[i];
    }
    return slope;
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
