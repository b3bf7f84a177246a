package org.convexityprobe.nmf;

/**
 * Chooses among the equivalent factorisations (UD, D⁻¹V) the one that gradient descent would hold.
 *
 * <p>The loss does not see D, but curvature along lines does. Gradient flow, projected or not,
 * keeps ‖u_k‖² − ‖v_k‖² of every component as it was at the start; momentum and alternating methods
 * end at any balance. Scaling their components to the balance of the start makes their optima
 * comparable with those of gradient descent.
 *
 * <p>The loss is a sum over parts of X that no observed entry connects ({@link ConnectedParts}), so
 * each part has a D and a balance of its own. Rows and columns without an observed entry take no
 * part: no method moves their factors from the start.
 */
final class Balance {
  private Balance() {}

  /**
   * Returns {@code point} with each component scaled, in each connected part of X, to the balance
   * that {@code start} has there.
   */
  static Factors like(FactorizationLoss loss, Factors start, Factors point) {
    ConnectedParts parts = loss.connectedParts();
    double[] startLeft = squares(start.left(), start.rank(), parts.count(), parts.ofRows());
    double[] startRight = squares(start.right(), start.rank(), parts.count(), parts.ofColumns());
    double[] left = squares(point.left(), point.rank(), parts.count(), parts.ofRows());
    double[] right = squares(point.right(), point.rank(), parts.count(), parts.ofColumns());
    double[] scales = new double[left.length];
    double[] inverses = new double[left.length];
    for (int k = 0; k < left.length; k++) {
      double scale = 1;
      if (left[k] > 0 && right[k] > 0) {
        scale = Math.sqrt(squaredScale(startLeft[k] - startRight[k], left[k], right[k]));
      }
      scales[k] = scale;
      inverses[k] = 1 / scale;
    }
    Factors balanced = point.copy();
    scale(balanced.left(), point.rank(), parts.ofRows(), scales);
    scale(balanced.right(), point.rank(), parts.ofColumns(), inverses);
    return balanced;
  }

  /** Returns the positive root c² of c² · left − right / c² = difference, without cancellation. */
  private static double squaredScale(double difference, double left, double right) {
    double root = Math.sqrt(difference * difference + 4 * left * right);
    return difference >= 0 ? (difference + root) / (2 * left) : 2 * right / (root - difference);
  }

  /** Returns the squared norm of each component over the rows of each part: {@code [part · r]}. */
  private static double[] squares(double[] factor, int rank, int parts, int[] partOf) {
    double[] squares = new double[parts * rank];
    for (int i = 0; i < factor.length; i++) {
      int part = partOf[i / rank];
      if (part != ConnectedParts.NONE) {
        squares[part * rank + i % rank] += factor[i] * factor[i];
      }
    }
    return squares;
  }

  private static void scale(double[] factor, int rank, int[] partOf, double[] scales) {
    for (int i = 0; i < factor.length; i++) {
      int part = partOf[i / rank];
      if (part != ConnectedParts.NONE) {
        factor[i] *= scales[part * rank + i % rank];
      }
    }
  }
}
