package org.convexityprobe.nmf;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.convexityprobe.data.matrix.ObservedMatrix;

/**
 * Updates one factor of a masked factorisation row by row. Each row has a Gram matrix of its own,
 * over the rows of the other factor that it observes.
 */
final class MaskedSide {
  private final ObservedMatrix matrix;
  private final double[] factor;
  private final double[] other;
  private final int rank;
  private final RowRule rule;

  /** Squared optimality residual before and after the update, and the loss after it. */
  record Update(double residualBefore, double residualAfter, double lossAfter) {}

  private MaskedSide(
      ObservedMatrix matrix, double[] factor, double[] other, int rank, RowRule rule) {
    this.matrix = matrix;
    this.factor = factor;
    this.other = other;
    this.rank = rank;
    this.rule = rule;
  }

  /**
   * Updates {@code factor} in place.
   *
   * @param matrix X, or Xᵀ where the factor is Vᵀ
   */
  static Update update(
      ObservedMatrix matrix, double[] factor, double[] other, int rank, RowRule rule) {
    MaskedSide side = new MaskedSide(matrix, factor, other, rank, rule);
    double[][] sums = new double[Workers.count()][];
    int[] cuts = MaskedLoss.cuts(matrix);
    Workers.run(worker -> sums[worker] = side.rows(cuts[worker], cuts[worker + 1]));
    double[] total = new double[3];
    for (double[] sum : sums) {
      Small.add(total, sum);
    }
    return new Update(total[0], total[1], total[2]);
  }

  private double[] rows(int first, int end) {
    int widest = 1;
    for (int row = first; row < end; row++) {
      widest = Math.max(widest, matrix.rowCount(row));
    }
    double[] sums = new double[3];
    double[] gathered = new double[widest * rank];
    double[] gram = new double[rank * rank];
    double[] target = new double[rank];
    try (DoublePointer rows = new DoublePointer((long) widest * rank);
        DoublePointer product = new DoublePointer((long) rank * rank)) {
      for (int row = first; row < end; row++) {
        int count = matrix.rowCount(row);
        if (count > 0) {
          double squares = gather(row, gathered, target);
          rows.put(gathered, 0, count * rank);
          Blas.transposedProduct(rank, rank, count, rows, rank, rows, rank, 0, product, rank);
          product.get(gram, 0, gram.length);
          update(row, target, gram, squares, sums);
        }
      }
    }
    return sums;
  }

  /** Fills the rows that {@code row} observes and t = Σ x b; returns Σ x². */
  private double gather(int row, double[] gathered, double[] target) {
    Arrays.fill(target, 0);
    double squares = 0;
    int next = 0;
    for (int t = matrix.rowStarts()[row]; t < matrix.rowStarts()[row + 1]; t++) {
      double x = matrix.values()[t];
      int from = matrix.columnIndices()[t] * rank;
      System.arraycopy(other, from, gathered, next, rank);
      for (int k = 0; k < rank; k++) {
        target[k] += x * gathered[next + k];
      }
      squares += x * x;
      next += rank;
    }
    return squares;
  }

  private void update(int row, double[] target, double[] gram, double squares, double[] sums) {
    int start = row * rank;
    double[] gradient = gradient(start, target, gram);
    sums[0] += FactorizationLoss.squaredResidual(factor, start, gradient, 0, rank);
    rule.update(factor, start, target, gradient, 0, gram, rank);
    double[] after = gradient(start, target, gram);
    sums[1] += FactorizationLoss.squaredResidual(factor, start, after, 0, rank);
    sums[2] +=
        0.5
            * (squares
                + Small.dot(after, 0, factor, start, rank)
                - Small.dot(target, 0, factor, start, rank));
  }

  private double[] gradient(int start, double[] target, double[] gram) {
    double[] gradient = new double[rank];
    for (int k = 0; k < rank; k++) {
      gradient[k] = Small.dot(gram, k * rank, factor, start, rank) - target[k];
    }
    return gradient;
  }
}
