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
 * may use a loss; inside, its {@link Workers} share the work. Values have the same bits on any
 * number of them.
 */
public abstract sealed class FactorizationLoss permits DenseLoss, MaskedLoss {
  /** Points whose squared distance is a smaller share of either are differenced explicitly. */
  static final double CLOSE = 1e-4;

  /** Largest relative error of one operation in double precision, 2⁻⁵³. */
  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private final int rows;
  private final int columns;
  private final int observedCount;
  private final double mean;
  private final Workers workers;
  private double initialCurvatureBound = Double.NaN;

  FactorizationLoss(RealMatrix matrix, Workers workers) {
    Blas.useOneThread();
    this.workers = workers;
    rows = matrix.rows();
    columns = matrix.columns();
    observedCount = matrix.observedCount();
    mean = MatrixStatistics.of(matrix).mean();
  }

  /** Returns the loss of a matrix, computed on all cores. */
  public static FactorizationLoss of(RealMatrix matrix) {
    return of(matrix, Workers.ofAllCores());
  }

  /**
   * Returns the loss of a matrix.
   *
   * @param matrix X as it is; see {@link RealMatrix#withUnitVariance()}
   * @param workers who compute it
   */
  public static FactorizationLoss of(RealMatrix matrix, Workers workers) {
    if (matrix instanceof ObservedMatrix observed) {
      return new MaskedLoss(observed, workers);
    }
    return new DenseLoss((DenseMatrix) matrix, workers);
  }

  /** Returns who computes it. */
  final Workers workers() {
    return workers;
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
  final double initialCurvatureBound() {
    if (Double.isNaN(initialCurvatureBound)) {
      initialCurvatureBound = computeInitialCurvatureBound();
    }
    return initialCurvatureBound;
  }

  /** Computes what {@link #initialCurvatureBound} returns. */
  abstract double computeInitialCurvatureBound();

  /** Returns how many points of a rank a pass does best at once. */
  public int pointsAtOnce(int rank) {
    return 1;
  }

  /** Returns the parts of X that no observed entry connects. */
  ConnectedParts connectedParts() {
    return ConnectedParts.whole(rows, columns);
  }

  /** Returns how many rows and columns have some, but fewer than {@code count}, entries. */
  int linesWithFewer(int count) {
    return 0;
  }

  /** Returns the longest chain of roundings in the sums that a loss is made of. */
  abstract int longestSum(int rank);

  /**
   * Returns how far a computed loss may be from the true one, and how much rounding within an
   * update may raise it.
   *
   * <p>Let ‖·‖ run over the observed entries, and n be the longest chain of roundings. Where the
   * loss is a difference of sums, ½‖X‖² − ⟨X, UV⟩ + ½‖UV‖², those sums have terms of which the
   * absolute values add to at most ‖X‖‖UV‖ and ‖UV‖², and are off by at most γ_n of that, γ_n = n u
   * / (1 − n u) (Higham, "Accuracy and Stability of Numerical Algorithms", ch. 3); ½‖X‖² is the
   * same number in every loss. Where it is ½ Σ e², each e is off by γ_r (Σ uv + |x|), which by
   * Cauchy and Schwarz gives less. A factor W that an update rounds to W (1 + δ), |δ| ≤ 4u, changes
   * the loss by ⟨∇, δW⟩, at most 4u Σ|∇|W ≤ 4u (‖X‖ + ‖UV‖) ‖UV‖ for each factor. All of it is
   * below γ_{n+16} (‖X‖ + ‖UV‖)², and ‖UV‖ ≤ ‖X‖ + √(2ℓ).
   */
  final double lossError(double value, int rank) {
    double data = Math.sqrt(2 * lossAtZero());
    double size = 2 * data + Math.sqrt(2 * Math.max(0, value));
    double roundings = (longestSum(rank) + 16) * UNIT_ROUNDOFF;
    return roundings / (1 - roundings) * size * size;
  }

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
    return squaredDistance(a.left(), b.left()) < CLOSE * LinearAlgebra.dot(a.left(), a.left())
        || squaredDistance(a.right(), b.right()) < CLOSE * LinearAlgebra.dot(a.right(), a.right());
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
