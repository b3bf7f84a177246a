package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;

/**
 * One pass over a dense Y (P × q, P ≥ q) for several factor pairs Y ≈ A_s B_sᵀ at once. Each block
 * of rows is read once and, while it is in the cache, gives the rows Y_J B of one product and its
 * share YᵀA of the other.
 */
final class DensePass {
  /** The largest product (multiply-adds) that OpenBLAS does without packing its operands. */
  private static final int UNPACKED_PRODUCT = 1_000_000;

  private static final int MAX_BLOCK = 256;

  private final DoublePointer y;
  private final int longSize;
  private final int shortSize;
  private final int rank;
  private final int stride;
  private final List<double[]> longs;
  private final List<double[]> shorts;
  private final double[][] gramShort;
  private final double[][] gramLong;
  private final double[][] partialProduct = new double[Workers.count()][];
  private final double[][][] partialGram = new double[Workers.count()][][];

  /** Receives a block of rows of one factor pair. */
  @FunctionalInterface
  interface BlockVisitor {
    /**
     * Handles rows {@code first} to {@code first + rows − 1} of A_set. Row i of the block stands at
     * {@code offset + i · stride} of both arrays.
     *
     * @param target Y_J B where the visitor updates rows; not filled in otherwise
     * @param gradient A_J BᵀB − Y_J B; may be overwritten
     */
    void visit(
        int worker,
        int set,
        int first,
        int rows,
        double[] target,
        double[] gradient,
        int offset,
        int stride);
  }

  DensePass(DenseLoss loss, int rank, List<double[]> longs, List<double[]> shorts) {
    this.y = loss.data();
    this.longSize = loss.longSize();
    this.shortSize = loss.shortSize();
    this.rank = rank;
    this.longs = longs;
    this.shorts = shorts;
    this.stride = longs.size() * rank;
    this.gramShort = new double[longs.size()][];
    this.gramLong = new double[longs.size()][];
  }

  /**
   * Runs the pass.
   *
   * @param updatesRows whether the visitor changes A and the sums are to be over the changed rows;
   *     otherwise they are over the rows as they were
   * @param visitor receives the blocks; null where only the sums are wanted
   */
  DensePass run(boolean updatesRows, BlockVisitor visitor) {
    try (DoublePointer shortStack = new DoublePointer((long) shortSize * stride);
        DoublePointer grams = new DoublePointer((long) stride * rank)) {
      shortStack.put(stack(shorts, 0, shortSize), 0, shortSize * stride);
      for (int set = 0; set < longs.size(); set++) {
        DoublePointer part = Blas.at(shortStack, (long) set * rank);
        DoublePointer gram = Blas.at(grams, (long) set * rank * rank);
        Blas.transposedProduct(rank, rank, shortSize, part, stride, part, stride, 0, gram, rank);
        gramShort[set] = Blas.read(gram, rank * rank);
      }
      Workers.run(worker -> walk(worker, shortStack, grams, updatesRows, visitor));
    }
    combine();
    return this;
  }

  private void walk(
      int worker,
      DoublePointer shortStack,
      DoublePointer grams,
      boolean updatesRows,
      BlockVisitor visitor) {
    int end = Workers.start(worker + 1, longSize);
    int begin = Workers.start(worker, longSize);
    int block = Math.max(1, Math.min(blockRows(), end - begin));
    try (DoublePointer a = new DoublePointer((long) block * stride);
        DoublePointer t = new DoublePointer((long) block * stride);
        DoublePointer product = new DoublePointer((long) stride * shortSize);
        DoublePointer gram = new DoublePointer((long) stride * rank)) {
      double[] target = new double[block * stride];
      double[] gradient = new double[block * stride];
      for (int first = begin; first < end; first += block) {
        int rows = Math.min(block, end - first);
        DoublePointer data = Blas.at(y, (long) first * shortSize);
        load(a, first, rows);
        if (!updatesRows) {
          accumulate(rows, data, a, first > begin ? 1 : 0, product, gram);
        }
        if (visitor == null) {
          continue;
        }
        Blas.product(rows, stride, shortSize, data, shortSize, shortStack, stride, 0, t, stride);
        if (updatesRows) {
          t.get(target, 0, rows * stride);
        }
        gradientRows(rows, a, t, grams);
        t.get(gradient, 0, rows * stride);
        for (int set = 0; set < longs.size(); set++) {
          visitor.visit(worker, set, first, rows, target, gradient, set * rank, stride);
        }
        if (updatesRows) {
          load(a, first, rows);
          accumulate(rows, data, a, first > begin ? 1 : 0, product, gram);
        }
      }
      if (begin < end) {
        partialProduct[worker] = Blas.read(product, stride * shortSize);
        partialGram[worker] = split(Blas.read(gram, stride * rank));
      }
    }
  }

  private void gradientRows(int rows, DoublePointer a, DoublePointer t, DoublePointer grams) {
    for (int set = 0; set < longs.size(); set++) {
      long offset = (long) set * rank;
      Blas.product(
          rows,
          rank,
          rank,
          Blas.at(a, offset),
          stride,
          Blas.at(grams, offset * rank),
          rank,
          -1,
          Blas.at(t, offset),
          stride);
    }
  }

  private void accumulate(
      int rows,
      DoublePointer data,
      DoublePointer a,
      double beta,
      DoublePointer product,
      DoublePointer gram) {
    Blas.transposedProduct(
        stride, shortSize, rows, a, stride, data, shortSize, beta, product, shortSize);
    for (int set = 0; set < longs.size(); set++) {
      DoublePointer part = Blas.at(a, (long) set * rank);
      DoublePointer into = Blas.at(gram, (long) set * rank * rank);
      Blas.transposedProduct(rank, rank, rows, part, stride, part, stride, beta, into, rank);
    }
  }

  private int blockRows() {
    int unpacked = UNPACKED_PRODUCT / (stride * shortSize);
    return unpacked < 16 ? MAX_BLOCK : Math.min(MAX_BLOCK, unpacked / 8 * 8);
  }

  private void load(DoublePointer a, int first, int rows) {
    if (longs.size() == 1) {
      a.put(longs.get(0), first * rank, rows * rank);
    } else {
      a.put(stack(longs, first, rows), 0, rows * stride);
    }
  }

  /** Returns rows of all factors side by side. */
  private double[] stack(List<double[]> factors, int first, int rows) {
    double[] stacked = new double[rows * stride];
    for (int set = 0; set < factors.size(); set++) {
      double[] factor = factors.get(set);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(factor, (first + i) * rank, stacked, i * stride + set * rank, rank);
      }
    }
    return stacked;
  }

  private double[][] split(double[] grams) {
    double[][] parts = new double[longs.size()][];
    for (int set = 0; set < parts.length; set++) {
      parts[set] = Arrays.copyOfRange(grams, set * rank * rank, (set + 1) * rank * rank);
    }
    return parts;
  }

  private void combine() {
    for (int worker = 1; worker < partialProduct.length; worker++) {
      if (partialProduct[worker] != null) {
        add(partialProduct[0], partialProduct[worker]);
        for (int set = 0; set < longs.size(); set++) {
          add(partialGram[0][set], partialGram[worker][set]);
        }
      }
    }
    System.arraycopy(partialGram[0], 0, gramLong, 0, gramLong.length);
  }

  private static void add(double[] sum, double[] terms) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += terms[i];
    }
  }

  /** Returns BᵀB of a factor pair, as B was before the pass. */
  double[] gramShort(int set) {
    return gramShort[set];
  }

  /** Returns AᵀA of a factor pair. */
  double[] gramLong(int set) {
    return gramLong[set];
  }

  /** Returns YᵀA of a factor pair, q rows of r. */
  double[] product(int set) {
    double[] turned = new double[shortSize * rank];
    for (int k = 0; k < rank; k++) {
      int row = (set * rank + k) * shortSize;
      for (int j = 0; j < shortSize; j++) {
        turned[j * rank + k] = partialProduct[0][row + j];
      }
    }
    return turned;
  }
}
