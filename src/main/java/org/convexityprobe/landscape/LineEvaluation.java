package org.convexityprobe.landscape;

import java.util.concurrent.CancellationException;

/** Evaluates a line function while counting, reporting and asking whether to stop. */
final class LineEvaluation implements LineFunction {
  private final LineFunction function;
  private final ScanListener listener;
  private int done;
  private int planned;

  LineEvaluation(LineFunction function, ScanListener listener) {
    this.function = function;
    this.listener = listener;
  }

  void plan(int evaluations) {
    planned += evaluations;
  }

  @Override
  public double valueAt(double lambda) {
    checkCancelled();
    double value = function.valueAt(lambda);
    count();
    return value;
  }

  @Override
  public double resolution() {
    return function.resolution();
  }

  /**
   * Returns the terms that the function is the mean of.
   *
   * @throws IllegalArgumentException if it cannot tell them apart
   */
  double[] samplesAt(double lambda) {
    if (!(function instanceof SampledLineFunction sampled)) {
      throw new IllegalArgumentException(
          "a population is to be estimated, but the function does not tell its samples apart");
    }
    checkCancelled();
    double[] samples = sampled.samplesAt(lambda);
    count();
    return samples;
  }

  private void checkCancelled() {
    if (listener.cancelled()) {
      throw new CancellationException("scan stopped after %d evaluations".formatted(done));
    }
  }

  private void count() {
    done++;
    planned = Math.max(planned, done);
    listener.evaluated(done, planned);
  }
}
