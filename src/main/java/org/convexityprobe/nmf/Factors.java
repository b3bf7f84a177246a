package org.convexityprobe.nmf;

/**
 * A point (U, V) of the factorisation's parameter space, in double precision.
 *
 * <p>Both factors hold one row of {@code rank} numbers per row or column of X, so that either is
 * read contiguously whichever side a method walks.
 *
 * @param rows n, the rows of X
 * @param columns m, the columns of X
 * @param rank r
 * @param left U, n rows of r
 * @param right Vᵀ, m rows of r
 */
@SuppressWarnings("ArrayRecordComponent") // solvers work in place on these
public record Factors(int rows, int columns, int rank, double[] left, double[] right) {
  /** Elements of the longest array. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  /** Checks that the sizes agree. */
  public Factors {
    if (rank < 1) {
      throw new IllegalArgumentException("rank %d; expected at least 1".formatted(rank));
    }
    if (left.length != rows * rank || right.length != columns * rank) {
      throw new IllegalArgumentException(
          "factors of %d and %d numbers do not fit a %d × %d matrix at rank %d"
              .formatted(left.length, right.length, rows, columns, rank));
    }
  }

  /** Returns (0, 0). */
  public static Factors zeros(int rows, int columns, int rank) {
    if ((long) Math.max(rows, columns) * rank > MOST) {
      throw new IllegalArgumentException(
          "rank is %d; expected at most %d for a %d × %d matrix, whose factors hold up to 2³¹ numbers each"
              .formatted(rank, MOST / Math.max(rows, columns), rows, columns));
    }
    return new Factors(rows, columns, rank, new double[rows * rank], new double[columns * rank]);
  }

  /** Returns a copy that shares nothing with this point. */
  public Factors copy() {
    return new Factors(rows, columns, rank, left.clone(), right.clone());
  }

  /** Returns (1 − λ) · this + λ · other. */
  public Factors towards(Factors other, double lambda) {
    Factors point = copy();
    blend(point.left, other.left, lambda);
    blend(point.right, other.right, lambda);
    return point;
  }

  private static void blend(double[] x, double[] y, double lambda) {
    for (int i = 0; i < x.length; i++) {
      x[i] += lambda * (y[i] - x[i]);
    }
  }

  /** Returns other − this, the direction of the line from here to there. */
  public Factors differenceTo(Factors other) {
    Factors difference = other.copy();
    subtract(difference.left, left);
    subtract(difference.right, right);
    return difference;
  }

  private static void subtract(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      x[i] -= y[i];
    }
  }

  /** Returns ⟨U, U'⟩ + ⟨V, V'⟩. */
  public double dot(Factors other) {
    return LinearAlgebra.dot(left, other.left) + LinearAlgebra.dot(right, other.right);
  }

  /** Returns ‖U‖² + ‖V‖². */
  public double squaredNorm() {
    return dot(this);
  }

  /** Returns the entry (row, column) of UV. */
  public double product(int row, int column) {
    double sum = 0;
    for (int k = 0; k < rank; k++) {
      sum += left[row * rank + k] * right[column * rank + k];
    }
    return sum;
  }

  @Override
  public String toString() {
    return "factors of a %d × %d matrix at rank %d".formatted(rows, columns, rank);
  }
}
