package org.convexityprobe.nmf;

/**
 * Chooses among the equivalent factorisations (UD, D⁻¹V) the one that gradient descent would hold.
 *
 * <p>The loss does not see D, but curvature along lines does. Gradient flow, projected or not,
 * keeps ‖u_k‖² − ‖v_k‖² of every component as it was at the start; momentum and alternating methods
 * end at any balance. Scaling their components to the balance of the start makes their optima
 * comparable with those of gradient descent.
 */
final class Balance {
  private Balance() {}

  /** Returns {@code point} with each component scaled to the balance that {@code start} has. */
  static Factors like(Factors start, Factors point) {
    double[] startLeft = squares(start.left(), start.rank());
    double[] startRight = squares(start.right(), start.rank());
    double[] left = squares(point.left(), point.rank());
    double[] right = squares(point.right(), point.rank());
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
        scale(balanced.left(), point.rank(), k, Math.sqrt(square));
        scale(balanced.right(), point.rank(), k, 1 / Math.sqrt(square));
      }
    }
    return balanced;
  }

  private static double[] squares(double[] factor, int rank) {
    double[] squares = new double[rank];
    for (int i = 0; i < factor.length; i++) {
      squares[i % rank] += factor[i] * factor[i];
    }
    return squares;
  }

  private static void scale(double[] factor, int rank, int component, double by) {
    for (int i = component; i < factor.length; i += rank) {
      factor[i] *= by;
    }
  }
}
