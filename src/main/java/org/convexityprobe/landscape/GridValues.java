package org.convexityprobe.landscape;

import java.util.stream.IntStream;

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

  double[] values() {
    return values.clone();
  }

  /** Returns the terms of each value, or null where they were not kept. Not copied. */
  double[][] samples() {
    return samples;
  }

  /** Returns the index of the first point with a finite value; that of the centre if none has. */
  int firstFinite() {
    return IntStream.range(0, values.length)
        .filter(i -> Double.isFinite(values[i]))
        .findFirst()
        .orElse(grid.centre());
  }

  /** Returns the index of the last point with a finite value; that of the centre if none has. */
  int lastFinite() {
    return IntStream.range(0, values.length)
        .filter(i -> Double.isFinite(values[i]))
        .reduce((first, second) -> second)
        .orElse(grid.centre());
  }
}
