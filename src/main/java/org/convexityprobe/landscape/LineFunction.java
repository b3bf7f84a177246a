package org.convexityprobe.landscape;

import java.util.function.DoubleUnaryOperator;

/**
 * A real function of one real variable, φ(λ): the loss along a line through parameter space.
 *
 * <p>The probe knows nothing else of what it measures. A network's loss, the exact quartic of a
 * matrix factorisation and a test polynomial are all line functions. A value that is NaN or
 * infinite is a legitimate outcome, and counts as a violation of convexity.
 */
@FunctionalInterface
public interface LineFunction {
  /** Returns φ(λ). The same λ must give the same value, bit by bit. */
  double valueAt(double lambda);

  /**
   * Returns the distance in λ below which neighbouring values may share their rounding errors, so
   * that their noise would look smaller than it is; 0 if it is far below any distance in use.
   */
  default double resolution() {
    return 0;
  }

  /**
   * Returns a function that is computed with the same arithmetic as this one: it has the same
   * resolution.
   */
  default LineFunction withValues(DoubleUnaryOperator values) {
    double resolution = resolution();
    return new LineFunction() {
      @Override
      public double valueAt(double lambda) {
        return values.applyAsDouble(lambda);
      }

      @Override
      public double resolution() {
        return resolution;
      }
    };
  }
}
