package org.convexityprobe.nmf;

import java.util.Arrays;

/**
 * A projected gradient step over parts of arrays, by one thread. It works on copies of short
 * pieces: HotSpot vectorises a loop over several arrays only where all of them share one index, and
 * the two copies in the first-level cache cost a fraction of what that saves.
 */
final class ProjectedStep {
  private static final int PIECE = 1024;

  private final double step;
  private final double[] values = new double[PIECE];
  private final double[] gradient = new double[PIECE];
  private final double[] lower = new double[PIECE];

  ProjectedStep(double step) {
    this.step = step;
  }

  /** Returns one for each worker, which take steps of the same length. */
  static ProjectedStep[] forWorkers(Workers workers, double step) {
    ProjectedStep[] steps = new ProjectedStep[workers.count()];
    Arrays.setAll(steps, worker -> new ProjectedStep(step));
    return steps;
  }

  /** Steps w ← max(0, w − step g) and returns Σ min(w, g)² from before. */
  double apply(double[] w, int start, double[] g, int gStart, int length) {
    return apply(w, start, g, gStart, length, true);
  }

  /** Steps w ← max(0, w − step g). */
  void applyOnly(double[] w, int start, double[] g, int gStart, int length) {
    apply(w, start, g, gStart, length, false);
  }

  private double apply(
      double[] w, int start, double[] g, int gStart, int length, boolean measures) {
    double squares = 0;
    for (int done = 0; done < length; done += PIECE) {
      int count = Math.min(PIECE, length - done);
      System.arraycopy(w, start + done, values, 0, count);
      System.arraycopy(g, gStart + done, gradient, 0, count);
      if (measures) {
        squares += squaredResidual(count);
      }
      step(count);
      System.arraycopy(values, 0, w, start + done, count);
    }
    return squares;
  }

  private double squaredResidual(int length) {
    for (int i = 0; i < length; i++) {
      lower[i] = Math.min(values[i], gradient[i]);
    }
    return LinearAlgebra.dot(lower, 0, lower, 0, length);
  }

  private void step(int length) {
    for (int i = 0; i < length; i++) {
      values[i] = Math.max(0, values[i] - step * gradient[i]);
    }
  }
}
