package org.convexityprobe.landscape;

/** Evaluates a line function while counting, reporting and asking whether to stop. */
final class LineEvaluation implements LineFunction {
  private final LineFunction function;
  private final ScanProgress progress;

  LineEvaluation(LineFunction function, ScanListener listener) {
    this.function = function;
    this.progress = new ScanProgress(listener);
  }

  void plan(int evaluations) {
    progress.plan(evaluations);
  }

  @Override
  public double valueAt(double lambda) {
    progress.checkCancelled();
    double value = function.valueAt(lambda);
    progress.count(1);
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
          "a population is to be estimated, but the function does not give the values of its"
              + " samples");
    }
    progress.checkCancelled();
    double[] samples = sampled.samplesAt(lambda);
    progress.count(1);
    return samples;
  }
}
