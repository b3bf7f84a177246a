package org.convexityprobe.recovery;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/** The Hessian of a recovery loss at a point, as a matrix. */
public final class Hessian {
  /** The largest number of parameters: a decomposition of 1,000 takes seconds. */
  public static final int MOST = 1000;

  private final EigenDecompositionSymmetric eigen;

  private Hessian(RealMatrix matrix) {
    eigen = new EigenDecompositionSymmetric(matrix);
  }

  /**
   * Computes the Hessian, one product a column.
   *
   * @throws IllegalArgumentException if there are more than {@value #MOST} parameters
   */
  public static Hessian at(RecoveryLoss loss, Factor point) {
    int length = point.rows() * point.rank();
    if (length > MOST) {
      throw new IllegalArgumentException(
          "a Hessian of n·r = %d·%d parameters; expected at most %d"
              .formatted(point.rows(), point.rank(), MOST));
    }
    double[][] columns = new double[length][];
    for (int i = 0; i < length; i++) {
      double[] unit = new double[length];
      unit[i] = 1;
      columns[i] = loss.hessianTimes(point, new Factor(point.rows(), point.rank(), unit)).values();
    }
    RealMatrix matrix = new Array2DRowRealMatrix(columns, false);
    // Rounding leaves it symmetric to some digits; the decomposition wants all of them.
    return new Hessian(matrix.add(matrix.transpose()).scalarMultiply(0.5));
  }

  /** Returns the smallest eigenvalue. */
  public double least() {
    double least = Double.POSITIVE_INFINITY;
    for (double value : eigen.getEigenvalues()) {
      least = Math.min(least, value);
    }
    return least;
  }

  /** Returns the largest absolute eigenvalue. */
  public double norm() {
    double norm = 0;
    for (double value : eigen.getEigenvalues()) {
      norm = Math.max(norm, Math.abs(value));
    }
    return norm;
  }

  /** Solves (H² + μ) Δ = −H g. */
  Factor dampedStep(Factor gradient, double damping) {
    double[] values = eigen.getEigenvalues();
    double[] step = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double[] vector = eigen.getEigenvector(i).toArray();
      double weight = values[i] / (values[i] * values[i] + damping);
      double share = weight * Factor.dot(vector, gradient.values());
      for (int j = 0; j < step.length; j++) {
        step[j] -= share * vector[j];
      }
    }
    return new Factor(gradient.rows(), gradient.rank(), step);
  }
}
