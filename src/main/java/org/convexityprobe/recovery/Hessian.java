package org.convexityprobe.recovery;

/** The Hessian of a recovery loss at a point, as a matrix. */
public final class Hessian {
  /** The largest number of parameters: a decomposition of 1,000 takes seconds. */
  public static final int MOST = 1000;

  private final SymmetricEigen eigen;

  private Hessian(SymmetricEigen eigen) {
    this.eigen = eigen;
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
    return new Hessian(SymmetricEigen.of(columns));
  }

  /** Returns the smallest eigenvalue. */
  public double least() {
    return eigen.value(0);
  }

  /** Returns the largest absolute eigenvalue. */
  public double norm() {
    return Math.max(Math.abs(eigen.value(0)), Math.abs(eigen.value(eigen.size() - 1)));
  }

  /** Solves (H² + μ) Δ = −H g. */
  Factor dampedStep(Factor gradient, double damping) {
    double[] step = new double[eigen.size()];
    for (int i = 0; i < step.length; i++) {
      double[] vector = eigen.vector(i);
      double value = eigen.value(i);
      double weight = value / (value * value + damping);
      double share = weight * Factor.dot(vector, gradient.values());
      for (int j = 0; j < step.length; j++) {
        step[j] -= share * vector[j];
      }
    }
    return new Factor(gradient.rows(), gradient.rank(), step);
  }
}
