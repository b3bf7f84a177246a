package org.convexityprobe.nmf;

import java.util.function.IntPredicate;

/**
 * Chooses among the equivalent factorisations (UD, D⁻¹V) the one that gradient descent would hold.
 *
 * <p>The loss does not see D, but curvature along lines does. Gradient flow, projected or not,
 * keeps ‖u_k‖² − ‖v_k‖² of every component as it was at the start; momentum and alternating methods
 * end at any balance. Scaling their components to the balance of the start makes their optima
 * comparable with those of gradient descent.
 *
 * <p>Rows and columns of X without an observed entry take no part: no method moves their factors
 * from the start, and the balance that gradient descent keeps is that of the others as well.
 */
final class Balance {
  private Balance() {}

  /**
   * Returns {@code point} with each component scaled to the balance that {@code start} has.
   *
   * @param loss which rows and columns have an entry
   */
  static Factors like(FactorizationLoss loss, Factors start, Factors point) {
    double[] startLeft = squares(start.left(), start.rank(), loss::observesRow);
    double[] startRight = squares(start.right(), start.rank(), loss::observesColumn);
    double[] left = squares(point.left(), point.rank(), loss::observesRow);
    double[] right = squares(point.right(), point.rank(), loss::observesColumn);
    Factors balanced = point.copy();
    for (int k = 0; k < point.rank(); k++) {
      if (left[k] > 0 && right[k] > 0) {
        double difference = startLeft[k] - startRight[k];
        // The positive root c² of c² · left − right / c² = difference, without cancellation.
        double root = Math.sqrt(difference * difference + 4 * left[k] * right[k]);
        double square =
            difference >= 0
                ? (difference + root) / (2 * left[k])
                : 2 * right[k] / (root - difference);
        scale(balanced.left(), point.rank(), k, Math.sqrt(square), loss::observesRow);
        scale(balanced.right(), point.rank(), k, 1 / Math.sqrt(square), loss::observesColumn);
      }
    }
    return balanced;
  }

  /** Returns the squared norm of each component over the observed rows of a factor. */
  private static double[] squares(double[] factor, int rank, IntPredicate observed) {
    double[] squares = new double[rank];
    for (int i = 0; i < factor.length; i++) {
      if (observed.test(i / rank)) {
        squares[i % rank] += factor[i] * factor[i];
      }
    }
    return squares;
  }

  private static void scale(
      double[] factor, int rank, int component, double by, IntPredicate observed) {
    for (int row = 0; row * rank < factor.length; row++) {
      if (observed.test(row)) {
        factor[row * rank + component] *= by;
      }
    }
  }
}
