package org.convexityprobe.landscape;

import java.util.concurrent.CancellationException;

/** Evaluates a line function while counting, reporting and asking whether to stop. */
final class LineEvaluation {
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

  double valueAt(double lambda) {
    checkCancelled();
    double value = function.valueAt(lambda);
    count();
    return value;
  }

  double resolution() {
    return function.resolution();
  }

  /** Returns whether the function can tell the terms of its mean apart. */
  boolean isSampled() {
    return function instanceof SampledLineFunction;
  }

  double[] samplesAt(double lambda) {
    checkCancelled();
    double[] samples = ((SampledLineFunction) function).samplesAt(lambda);
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
