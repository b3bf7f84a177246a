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

  /**
   * Prepares an update.
   *
   * @param matrix X, or Xᵀ where the factor is Vᵀ
   * @param factor the one to update
   * @param other the one that stays
   */
  MaskedSide(ObservedMatrix matrix, double[] factor, double[] other, int rank, RowRule rule) {
    this.matrix = matrix;
    this.factor = factor;
    this.other = other;
    this.rank = rank;
    this.rule = rule;
  }

  /** Updates the factor in place. */
  Update update(Workers workers) {
    double[][] sums = new double[Shares.MOST][];
    int[] shares = Shares.ofRows(matrix, Shares.MOST);
    workers.forEach(
        Shares.MOST, (worker, share) -> sums[share] = rows(shares[share], shares[share + 1]));
    double[] total = new double[3];
    for (double[] sum : sums) {
      LinearAlgebra.add(total, sum);
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
    Gram gram = new Gram(new double[rank * rank], rank);
    double[] target = new double[rank];
    try (DoublePointer rows = new DoublePointer((long) widest * rank);
        DoublePointer product = new DoublePointer((long) rank * rank)) {
      for (int row = first; row < end; row++) {
        int count = matrix.rowCount(row);
        if (count > 0) {
          double squares = gather(row, gathered, target);
          rows.put(gathered, 0, count * rank);
          Blas.transposedProduct(rank, rank, count, rows, rank, rows, rank, 0, product, rank);
          product.get(gram.values(), 0, rank * rank);
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

  private void update(int row, double[] target, Gram gram, double squares, double[] sums) {
    int start = row * rank;
    double[] gradient = gradient(start, target, gram.values());
    sums[0] += FactorizationLoss.squaredResidual(factor, start, gradient, 0, rank);
    rule.update(factor, start, target, gradient, 0, gram);
    double[] after = gradient(start, target, gram.values());
    sums[1] += FactorizationLoss.squaredResidual(factor, start, after, 0, rank);
    sums[2] +=
        0.5
            * (squares
                + LinearAlgebra.dot(after, 0, factor, start, rank)
                - LinearAlgebra.dot(target, 0, factor, start, rank));
  }

  private double[] gradient(int start, double[] target, double[] gram) {
    double[] gradient = new double[rank];
    for (int k = 0; k < rank; k++) {
      gradient[k] = LinearAlgebra.dot(gram, k * rank, factor, start, rank) - target[k];
    }
    return gradient;
  }
}
