package org.convexityprobe.nmf;

import java.util.List;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.MatrixStatistics;
import org.convexityprobe.data.matrix.ObservedMatrix;
import org.convexityprobe.data.matrix.RealMatrix;

/**
 * The loss ℓ(U, V) = ½‖UV − X‖², summed over all entries (Eq. 1) or over the observed ones (Eq. 2),
 * with its gradient and its exact form along lines, in double precision.
 *
 * <p>Every value is that of the undivided sum, on which gradient steps act; divide by {@link
 * #observedCount()} to report it. X is copied to off-heap memory (for mixed precision once more, in
 * single precision), which is released when the loss is no longer reachable. One thread at a time
 * may use a loss; inside, it uses every core.
 */
public abstract sealed class FactorizationLoss permits DenseLoss, MaskedLoss {
  /** Points whose squared distance is a smaller share of either are differenced explicitly. */
  static final double CLOSE = 1e-4;

  private final int rows;
  private final int columns;
  private final int observedCount;
  private final double mean;

  FactorizationLoss(RealMatrix matrix) {
    Blas.useOneThread();
    rows = matrix.rows();
    columns = matrix.columns();
    observedCount = matrix.observedCount();
    mean = MatrixStatistics.of(matrix).mean();
  }

  /**
   * Returns the loss of a matrix.
   *
   * @param matrix X as it is; see {@link RealMatrix#withUnitVariance()}
   */
  public static FactorizationLoss of(RealMatrix matrix) {
    if (matrix instanceof ObservedMatrix observed) {
      return new MaskedLoss(observed);
    }
    return new DenseLoss((DenseMatrix) matrix);
  }

  /** Returns n, the rows of X and of U. */
  public final int rows() {
    return rows;
  }

  /** Returns m, the columns of X and of V. */
  public final int columns() {
    return columns;
  }

  /** Returns N, the number of observed entries. */
  public final int observedCount() {
    return observedCount;
  }

  /** Returns x̄, the mean of the observed entries. */
  public final double mean() {
    return mean;
  }

  /** Returns ℓ(U, V). */
  public final double valueAt(Factors point) {
    return gradientAt(point, Factors.zeros(rows, columns, point.rank()));
  }

  /**
   * Computes the gradient in one pass over X.
   *
   * @param gradient receives ∂ℓ/∂U and ∂ℓ/∂Vᵀ
   * @return ℓ(U, V)
   */
  public final double gradientAt(Factors point, Factors gradient) {
    return gradientsAt(List.of(point), List.of(gradient))[0];
  }

  /**
   * Computes the gradients at several points of the same rank in one pass over X.
   *
   * @return ℓ at each
   */
  public abstract double[] gradientsAt(List<Factors> points, List<Factors> gradients);

  /**
   * Returns the loss along the line from one point (λ = 0) to another (λ = 1). The difference of
   * the points is formed explicitly, so nothing cancels however close they are.
   */
  public abstract Quartic along(Factors from, Factors to);

  /**
   * Returns the loss along all lines from each optimum (λ = 0) to each point (λ = 1): {@code
   * [optimum][point]}. Shares the products between pairs; pairs that are too close for that (‖Δ‖² <
   * 1e-4 of either factor) are done one by one with {@link #along}.
   */
  public abstract Quartic[][] alongAll(List<Factors> optima, List<Factors> points);

  /**
   * Takes a projected gradient step, W ← max(0, W − step ∇), in place at several points, in one
   * pass over X.
   *
   * @return the loss and the optimality residual before the step
   */
  abstract Measured[] projectedSteps(List<Factors> points, double step);

  /**
   * Improves one factor of each point row by row, then the other, in place.
   *
   * @return what was measured on the way, for each point
   */
  abstract Alternation[] alternate(List<Factors> points, RowRule rule);

  /** Returns an estimate of the largest curvature at the mean-matched initialisation. */
  abstract double initialCurvatureBound();

  /** Returns loss and residual at a point. */
  final Measured measure(Factors point) {
    Factors gradient = Factors.zeros(rows, columns, point.rank());
    return measured(gradientAt(point, gradient), point, gradient);
  }

  static Measured measured(double loss, Factors point, Factors gradient) {
    return new Measured(
        loss,
        squaredResidual(point.left(), 0, gradient.left(), 0, point.left().length)
            + squaredResidual(point.right(), 0, gradient.right(), 0, point.right().length));
  }

  /** Returns ½ Σ x² over the observed entries, the loss of zero factors. */
  abstract double lossAtZero();

  /** Loss and squared ‖min(W, ∇)‖ at a point. */
  record Measured(double loss, double squaredResidual) {}

  /**
   * What an alternation saw.
   *
   * @param firstBefore ‖min(W, ∇)‖² of the factor updated first, before its update
   * @param secondAfter ‖min(W, ∇)‖² of the other, after both
   * @param loss ℓ after both updates
   */
  record Alternation(double firstBefore, double secondAfter, double loss) {}

  final void requireShape(Factors point) {
    if (point.rows() != rows || point.columns() != columns) {
      throw new IllegalArgumentException(
          "%s given for a %d × %d matrix".formatted(point, rows, columns));
    }
  }

  /** Returns whether the Gram form would lose digits between two points. */
  static boolean tooClose(Factors a, Factors b) {
    return squaredDistance(a.left(), b.left()) < CLOSE * Small.dot(a.left(), a.left())
        || squaredDistance(a.right(), b.right()) < CLOSE * Small.dot(a.right(), a.right());
  }

  private static double squaredDistance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return sum;
  }

  /** Returns Σ min(w, g)², the squared violation of w ≥ 0, g ≥ 0, wg = 0. */
  static double squaredResidual(double[] w, int start, double[] g, int gStart, int length) {
    // Two sums, so that an addition need not wait for the one before.
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < length; i += 2) {
      double first = Math.min(w[start + i], g[gStart + i]);
      double second = Math.min(w[start + i + 1], g[gStart + i + 1]);
      even += first * first;
      odd += second * second;
    }
    if (i < length) {
      double last = Math.min(w[start + i], g[gStart + i]);
      even += last * last;
    }
    return even + odd;
  }
}
