package org.convexityprobe.recovery;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * A lower bound of the restricted isometry constant: the smallest δ with (1 − δ)‖X‖² ≤ c‖A(X)‖²/m ≤
 * (1 + δ)‖X‖² for all symmetric X of some rank cannot be below what any two such X show. The factor
 * c > 0 is the one that makes δ smallest, since minima do not depend on it.
 *
 * @param largest largest ‖A(X)‖²/(m‖X‖²) that was found
 * @param smallest smallest one
 */
public record IsometryBound(double largest, double smallest) {
  private static final int STEPS = 60;
  private static final int STARTS = 3;

  /** Returns the bound of δ, from 0 to 1. */
  public double delta() {
    return (largest - smallest) / (largest + smallest);
  }

  /**
   * Searches by power iterations on A*A and on its complement, each iterate cut to the rank, from
   * random X.
   *
   * @param rank of X, twice that of the factors to compare any two of these
   */
  public static IsometryBound of(Measurements measurements, int rank, long seed) {
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    ContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(RandomStreams.generator(seed, rank));
    for (int start = 0; start < STARTS; start++) {
      RealMatrix first = random(measurements.size(), normal);
      RealMatrix high = cut(first, rank);
      for (int i = 0; i < STEPS; i++) {
        largest = Math.max(largest, ratio(measurements, high));
        high = cut(back(measurements, high), rank);
      }
      RealMatrix low = cut(first, rank);
      for (int i = 0; i < STEPS; i++) {
        smallest = Math.min(smallest, ratio(measurements, low));
        RealMatrix moved = low.scalarMultiply(largest).subtract(back(measurements, low));
        low = cut(moved, rank);
      }
    }
    return new IsometryBound(largest, smallest);
  }

  private static double ratio(Measurements measurements, RealMatrix x) {
    double squares = 0;
    for (double value : apply(measurements, x)) {
      squares += value * value;
    }
    double norm = x.getFrobeniusNorm();
    return squares / measurements.count() / (norm * norm);
  }

  private static double[] apply(Measurements measurements, RealMatrix x) {
    return measurements.of(factor(x), identity(measurements.size()));
  }

  /** Returns A*A X / m. */
  private static RealMatrix back(Measurements measurements, RealMatrix x) {
    Factor sum = measurements.weighted(apply(measurements, x), identity(measurements.size()));
    int size = measurements.size();
    double[][] rows = new double[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = Arrays.copyOfRange(sum.values(), i * size, (i + 1) * size);
    }
    return new Array2DRowRealMatrix(rows, false).scalarMultiply(1.0 / measurements.count());
  }

  /** Returns the matrix of norm 1 with the eigenvalues of largest size alone. */
  private static RealMatrix cut(RealMatrix x, int rank) {
    SymmetricEigen eigen = SymmetricEigen.of(x.getData());
    List<Integer> largest =
        IntStream.range(0, eigen.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(eigen.value(i))))
            .limit(rank)
            .toList();
    RealMatrix cut = new Array2DRowRealMatrix(eigen.size(), eigen.size());
    for (int i : largest) {
      RealVector vector = new ArrayRealVector(eigen.vector(i), false);
      cut = cut.add(vector.outerProduct(vector).scalarMultiply(eigen.value(i)));
    }
    return cut.scalarMultiply(1 / cut.getFrobeniusNorm());
  }

  private static RealMatrix random(int size, ContinuousSampler normal) {
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        rows[i][j] = normal.sample();
        rows[j][i] = rows[i][j];
      }
    }
    return new Array2DRowRealMatrix(rows, false);
  }

  private static Factor factor(RealMatrix x) {
    int size = x.getRowDimension();
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(x.getRow(i), 0, values, i * size, size);
    }
    return new Factor(size, size, values);
  }

  private static Factor identity(int size) {
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 1;
    }
    return new Factor(size, size, values);
  }
}
