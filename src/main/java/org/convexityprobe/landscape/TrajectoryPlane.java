package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The plane of the first two principal components of a training trajectory (Li et al. 2018, §7.1),
 * through its last point.
 *
 * <p>The eigenvectors of the centred T × T Gram matrix of the T points give the components, so that
 * no matrix of the size of the network is ever factored: T²/2 scalar products in double precision.
 *
 * @param first the first component, of norm 1; the first point's coordinate along it is positive
 * @param second the second component, likewise
 * @param explained the parts of the trajectory's variance along the two, each between 0 and 1
 * @param coordinates the points (x, y) of the trajectory relative to its last one
 * @param residuals the distance of each point from the plane, ‖w_t − w_T − x a − y b‖
 */
public record TrajectoryPlane(
    Direction first,
    Direction second,
    List<Double> explained,
    List<List<Double>> coordinates,
    List<Double> residuals) {
  /** Copies the lists. */
  public TrajectoryPlane {
    explained = List.copyOf(explained);
    coordinates = coordinates.stream().map(List::copyOf).toList();
    residuals = List.copyOf(residuals);
  }

  /**
   * Fits the plane to a trajectory.
   *
   * @param points at least three parameter vectors of one length, in the order of training; they
   *     must not lie on one line
   * @param layout what the parameters are: running statistics are no direction of training, and are
   *     left as they are at the last point
   */
  public static TrajectoryPlane fit(List<float[]> points, ParameterLayout layout) {
    if (points.size() < 3) {
      throw new IllegalArgumentException(
          "a trajectory of %d points; expected at least 3".formatted(points.size()));
    }
    float[] last = points.get(points.size() - 1);
    List<Direction> steps =
        points.stream().map(point -> Direction.step(last, point, layout)).toList();
    RealMatrix gram = centred(gram(steps));
    // Sorted from the largest eigenvalue.
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(gram);
    if (eigen.getEigenvalue(1) <= 1e-12 * eigen.getEigenvalue(0)) {
      throw new IllegalArgumentException(
          "the trajectory's %d points lie on one line: they span no plane"
              .formatted(points.size()));
    }
    Direction first = component(steps, eigen, 0);
    Direction second = component(steps, eigen, 1);
    double variance = gram.getTrace();
    List<List<Double>> coordinates = new ArrayList<>();
    List<Double> residuals = new ArrayList<>();
    for (Direction step : steps) {
      double x = step.dot(first);
      double y = step.dot(second);
      coordinates.add(List.of(x, y));
      residuals.add(residual(step, x, first, y, second));
    }
    return new TrajectoryPlane(
        first,
        second,
        List.of(eigen.getEigenvalue(0) / variance, eigen.getEigenvalue(1) / variance),
        coordinates,
        residuals);
  }

  /** Returns ‖s − x a − y b‖, summed directly: a difference of squares would cancel. */
  private static double residual(
      Direction step, double x, Direction first, double y, Direction second) {
    double square = 0;
    for (int i = 0; i < step.length(); i++) {
      double rest = step.get(i) - x * first.get(i) - y * second.get(i);
      square += rest * rest;
    }
    return Math.sqrt(square);
  }

  private static RealMatrix gram(List<Direction> steps) {
    int count = steps.size();
    RealMatrix gram = MatrixUtils.createRealMatrix(count, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double product = steps.get(i).dot(steps.get(j));
        gram.setEntry(i, j, product);
        gram.setEntry(j, i, product);
      }
    }
    return gram;
  }

  /** Returns (I − 1/T) G (I − 1/T): the Gram matrix of the points less their mean. */
  private static RealMatrix centred(RealMatrix gram) {
    int count = gram.getRowDimension();
    RealMatrix centring =
        MatrixUtils.createRealIdentityMatrix(count)
            .subtract(MatrixUtils.createRealMatrix(count, count).scalarAdd(1.0 / count));
    RealMatrix product = centring.multiply(gram).multiply(centring);
    // Symmetric but for rounding, which the eigensolver does not forgive.
    return product.add(product.transpose()).scalarMultiply(0.5);
  }

  /** Returns Σ v_t s_t, scaled to norm 1: the eigenvector v sums to 0, so centring drops out. */
  private static Direction component(
      List<Direction> steps, EigenDecompositionSymmetric eigen, int index) {
    double[] vector = eigen.getEigenvector(index).toArray();
    double[] sum = new double[steps.get(0).length()];
    for (int t = 0; t < vector.length; t++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[t] * steps.get(t).get(i);
      }
    }
    double square = 0;
    double alongFirst = 0;
    for (int i = 0; i < sum.length; i++) {
      square += sum[i] * sum[i];
      alongFirst += sum[i] * steps.get(0).get(i);
    }
    double factor = (alongFirst < 0 ? -1 : 1) / Math.sqrt(square);
    float[] component = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      component[i] = (float) (sum[i] * factor);
    }
    return Direction.of(component);
  }
}
