package org.convexityprobe.recovery;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

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

  /**
   * Solves H Δ = −g for the shortest Δ. Directions whose eigenvalue is 0 but for rounding, such as
   * those of U → UR, are left out.
   */
  Factor newtonStep(Factor gradient) {
    double smallest = 1e-9 * norm();
    double[] values = eigen.getEigenvalues();
    double[] step = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i]) > smallest) {
        RealVector vector = eigen.getEigenvector(i);
        double share = 0;
        for (int j = 0; j < step.length; j++) {
          share += vector.getEntry(j) * gradient.values()[j];
        }
        share /= values[i];
        for (int j = 0; j < step.length; j++) {
          step[j] -= share * vector.getEntry(j);
        }
      }
    }
    return new Factor(gradient.rows(), gradient.rank(), step);
  }
}
