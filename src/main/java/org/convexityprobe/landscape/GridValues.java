package org.convexityprobe.landscape;

/**
 * The values of a function on a grid.
 *
 * <p>Not a record: it holds arrays, and is never compared.
 */
final class GridValues {
  private final ScanGrid grid;
  private final double[] values;
  private final double[][] samples;

  /** {@code samples[i]} are the terms of value i; null where their spread is not wanted. */
  private GridValues(ScanGrid grid, double[] values, double[][] samples) {
    this.grid = grid;
    this.values = values;
    this.samples = samples;
  }

  static GridValues evaluate(ScanGrid grid, LineEvaluation evaluation, boolean keepSamples) {
    double[][] samples = keepSamples ? new double[grid.points()][] : null;
    GridValues result = new GridValues(grid, new double[grid.points()], samples);
    for (int i = 0; i < grid.points(); i++) {
      result.evaluate(i, evaluation);
    }
    return result;
  }

  /** Returns the values on the halved grid; only its new points are evaluated. */
  GridValues halved(LineEvaluation evaluation) {
    ScanGrid fine = grid.halved();
    double[][] fineSamples = samples == null ? null : new double[fine.points()][];
    GridValues result = new GridValues(fine, new double[fine.points()], fineSamples);
    for (int i = 0; i < fine.points(); i++) {
      if (i % 2 == 1) {
        result.evaluate(i, evaluation);
        continue;
      }
      result.values[i] = values[i / 2];
      if (samples != null) {
        fineSamples[i] = samples[i / 2];
      }
    }
    return result;
  }

  private void evaluate(int index, LineEvaluation evaluation) {
    double lambda = grid.lambda(index);
    if (samples == null) {
      values[index] = evaluation.valueAt(lambda);
    } else {
      samples[index] = evaluation.samplesAt(lambda);
      values[index] = SampledLineFunction.mean(samples[index]);
    }
  }

  ScanGrid grid() {
    return grid;
  }

  double value(int index) {
    return values[index];
  }

  /** Returns whether the samples were kept and are a part of the population. */
  boolean hasSamplingError(SamplingError settings) {
    return samples != null && settings.matters(samples[0].length);
  }

  /** Returns D at an interior point; NaN if one of the three values is not finite. */
  double secondDifference(int index) {
    return secondDifference(values[index - 1], values[index], values[index + 1]);
  }

  /** Returns the standard error of D at an interior point, from the D of the single samples. */
  double samplingError(int index, SamplingError settings) {
    double[] left = samples[index - 1];
    double[] middle = samples[index];
    double[] right = samples[index + 1];
    double mean = 0;
    double squares = 0;
    // Welford's update: one pass, and no cancellation between large per-sample terms.
    for (int s = 0; s < middle.length; s++) {
      double difference = secondDifference(left[s], middle[s], right[s]);
      double deviation = difference - mean;
      mean += deviation / (s + 1);
      squares += deviation * (difference - mean);
    }
    return settings.standardError(Math.sqrt(squares / (middle.length - 1)), middle.length);
  }

  /** Symmetric in left and right, bit by bit, so that a reversed line mirrors its verdicts. */
  private static double secondDifference(double left, double middle, double right) {
    double difference = (left - middle) + (right - middle);
    boolean finite = Double.isFinite(left) && Double.isFinite(middle) && Double.isFinite(right);
    return finite ? difference : Double.NaN;
  }
}
