package org.convexityprobe.recovery;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/** A factor U of X = UUᵀ, or a direction to move it in: an n × r matrix. Immutable. */
public final class Factor {
  private final int rows;
  private final int rank;
  private final double[] values;

  /**
   * Takes an array over.
   *
   * @param rows n
   * @param rank r
   * @param values row-major
   */
  Factor(int rows, int rank, double[] values) {
    if (rows < 1 || rank < 1 || values.length != rows * rank) {
      throw new IllegalArgumentException(
          "%d values of a factor of %d × %d".formatted(values.length, rows, rank));
    }
    this.rows = rows;
    this.rank = rank;
    this.values = values;
  }

  /** Returns the factor of zeros. */
  static Factor zero(int rows, int rank) {
    return new Factor(rows, rank, new double[rows * rank]);
  }

  /** Returns n. */
  public int rows() {
    return rows;
  }

  /** Returns r. */
  public int rank() {
    return rank;
  }

  /** Returns an entry. */
  public double get(int row, int column) {
    return values[row * rank + column];
  }

  /** Returns the entries, row-major. The array itself. */
  double[] values() {
    return values;
  }

  /** Returns this + factor · other. */
  Factor plus(double factor, Factor other) {
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other.values[i];
    }
    return new Factor(rows, rank, sum);
  }

  /** Returns this − other. */
  Factor minus(Factor other) {
    return plus(-1, other);
  }

  /** Returns the rows of this, then those of another of as many columns. */
  Factor above(Factor other) {
    double[] both = Arrays.copyOf(values, values.length + other.values.length);
    System.arraycopy(other.values, 0, both, values.length, other.values.length);
    return new Factor(rows + other.rows, rank, both);
  }

  /** Returns factor · this. */
  Factor scaled(double factor) {
    return new Factor(rows, rank, Arrays.stream(values).map(v -> factor * v).toArray());
  }

  /** Returns ⟨this, other⟩. */
  double dot(Factor other) {
    return dot(values, other.values);
  }

  /** Returns Σ a_i b_i. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Returns ‖this‖_F. */
  public double norm() {
    return Math.sqrt(dot(this));
  }

  /** Returns the r × r matrix thisᵀ other. */
  RealMatrix gram(Factor other) {
    double[][] gram = new double[rank][other.rank];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < rank; i++) {
        double value = values[row * rank + i];
        for (int j = 0; j < other.rank; j++) {
          gram[i][j] += value * other.values[row * other.rank + j];
        }
      }
    }
    return new Array2DRowRealMatrix(gram, false);
  }

  /** Returns r ≤ n orthonormal columns whose space holds these columns. */
  Factor orthonormal() {
    double[][] rowsOfThis = new double[rows][];
    for (int row = 0; row < rows; row++) {
      rowsOfThis[row] = Arrays.copyOfRange(values, row * rank, (row + 1) * rank);
    }
    RealMatrix basis = new QRDecomposition(new Array2DRowRealMatrix(rowsOfThis, false)).getQ();
    double[] orthonormal = new double[values.length];
    for (int i = 0; i < orthonormal.length; i++) {
      orthonormal[i] = basis.getEntry(i / rank, i % rank);
    }
    return new Factor(rows, rank, orthonormal);
  }

  /** Returns this times an r × r matrix. */
  Factor times(RealMatrix matrix) {
    double[] product = new double[values.length];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < rank; j++) {
        double sum = 0;
        for (int i = 0; i < rank; i++) {
          sum += values[row * rank + i] * matrix.getEntry(i, j);
        }
        product[row * rank + j] = sum;
      }
    }
    return new Factor(rows, rank, product);
  }
}
