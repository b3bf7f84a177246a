package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealVector;

/**
 * What the Lanczos process knows of a symmetric matrix A.
 *
 * @param diagonal α_1 … α_m
 * @param offDiagonal β_1 … β_m; the last is the length of what a further step would add
 */
public record Tridiagonal(List<Double> diagonal, List<Double> offDiagonal) {
  /**
   * An approximation of an eigenvalue.
   *
   * @param value θ
   * @param residual ‖A y − θ y‖ of its vector y of length 1: an eigenvalue of A is no farther away
   * @param weight the squared part of the start vector along y, at most 1
   */
  public record Ritz(double value, double residual, double weight) {}

  /** Copies the lists and checks their lengths. */
  public Tridiagonal {
    diagonal = List.copyOf(diagonal);
    offDiagonal = List.copyOf(offDiagonal);
    if (diagonal.isEmpty() || diagonal.size() != offDiagonal.size()) {
      throw new IllegalArgumentException(
          "%d diagonal and %d off-diagonal elements; expected as many, at least one"
              .formatted(diagonal.size(), offDiagonal.size()));
    }
  }

  /** Returns the eigenvalues of T, the largest first. */
  public List<Ritz> ritzValues() {
    int size = diagonal.size();
    double[] main = diagonal.stream().mapToDouble(value -> value).toArray();
    double[] secondary =
        offDiagonal.stream().limit(size - 1L).mapToDouble(value -> value).toArray();
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(main, secondary);
    List<Ritz> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      RealVector vector = eigen.getEigenvector(i);
      double first = vector.getEntry(0);
      double last = vector.getEntry(size - 1);
      values.add(
          new Ritz(
              eigen.getEigenvalue(i), Math.abs(offDiagonal.get(size - 1) * last), first * first));
    }
    values.sort((a, b) -> Double.compare(b.value(), a.value()));
    return values;
  }

  /**
   * Returns whether the ends of the spectrum are known.
   *
   * @param count how many eigenvalues at each end
   * @param tolerance largest residual, relative to the largest absolute value
   */
  public boolean hasEnds(int count, double tolerance) {
    List<Ritz> values = ritzValues();
    if (values.size() < 2 * count) {
      return false;
    }
    double allowed = tolerance * radius(values);
    for (int i = 0; i < count; i++) {
      if (values.get(i).residual() > allowed
          || values.get(values.size() - 1 - i).residual() > allowed) {
        return false;
      }
    }
    return true;
  }

  private static double radius(List<Ritz> values) {
    return Math.max(
        Math.abs(values.get(0).value()), Math.abs(values.get(values.size() - 1).value()));
  }
}
