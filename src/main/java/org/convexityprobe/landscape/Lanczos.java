package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The Lanczos process with full reorthogonalisation (Paige 1972; Golub and Van Loan, Matrix
 * Computations, 4th ed., § 10.1 and 10.3.1): a tridiagonal matrix T = Vᵀ A V on the Krylov space of
 * a start vector. Every new vector is made orthogonal to all before it, twice, so that no
 * eigenvalue appears as a ghost.
 */
public final class Lanczos {
  /** What is left of a new vector, relative to its length, where the Krylov space is exhausted. */
  private static final double EXHAUSTED = 1e-12;

  private final SymmetricOperator operator;
  private final int steps;

  /**
   * Prepares the process.
   *
   * @param steps most products with the matrix
   */
  public Lanczos(SymmetricOperator operator, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is %d; expected at least 1".formatted(steps));
    }
    this.operator = operator;
    this.steps = steps;
  }

  /**
   * Runs until enough is known, the space is exhausted or the steps are done.
   *
   * @param start the start vector, not 0
   * @param enough whether to stop, asked after each step
   */
  public Tridiagonal from(double[] start, Predicate<Tridiagonal> enough) {
    List<double[]> basis = new ArrayList<>();
    List<Double> diagonal = new ArrayList<>();
    List<Double> offDiagonal = new ArrayList<>();
    basis.add(scaled(start, 1 / norm(start)));
    while (true) {
      double[] next = operator.times(basis.get(basis.size() - 1));
      double length = norm(next);
      diagonal.add(dot(next, basis.get(basis.size() - 1)));
      orthogonalize(next, basis);
      double rest = norm(next);
      boolean exhausted = !(rest > EXHAUSTED * length);
      offDiagonal.add(exhausted ? 0 : rest);
      Tridiagonal found = new Tridiagonal(diagonal, offDiagonal);
      if (exhausted || diagonal.size() == steps || enough.test(found)) {
        return found;
      }
      basis.add(scaled(next, 1 / rest));
    }
  }

  private static void orthogonalize(double[] vector, List<double[]> basis) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] other : basis) {
        double product = dot(vector, other);
        for (int i = 0; i < vector.length; i++) {
          vector[i] -= product * other[i];
        }
      }
    }
  }

  private static double[] scaled(double[] vector, double factor) {
    double[] scaled = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      scaled[i] = factor * vector[i];
    }
    return scaled;
  }

  private static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
