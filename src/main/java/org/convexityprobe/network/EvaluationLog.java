package org.convexityprobe.network;

import java.util.function.Supplier;

/**
 * The evaluations of one line in the order in which a scan makes them. A scan that was stopped and
 * starts again makes the same ones first; a log that kept them returns them without computing.
 */
@FunctionalInterface
public interface EvaluationLog {
  /** Keeps nothing: computes everything. */
  EvaluationLog NONE = (lambda, evaluation) -> evaluation.get();

  /**
   * Returns the numbers of the next evaluation.
   *
   * @param lambda where on the line it is
   * @param evaluation computes the numbers
   * @throws java.io.UncheckedIOException if they cannot be kept
   */
  double[] next(double lambda, Supplier<double[]> evaluation);
}
