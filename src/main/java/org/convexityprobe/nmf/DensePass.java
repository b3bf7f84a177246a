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
  private final int columns;
  private final int stride;
  private final List<double[]> longs;
  private final List<double[]> shorts;
  private final double[][] gramShort;
  private final double[][] gramLong;
  private double[] product;
  private final double[][] partialProduct = new double[Workers.count()][];
  private final double[][][] partialGram = new double[Workers.count()][][];

  /** Receives a block of rows of one factor pair. */
  @FunctionalInterface
  interface BlockVisitor {
    /**
     * Handles rows {@code first} to {@code first + rows − 1} of A_set. Both arrays hold rows of r
     * numbers, one after the other.
     *
     * @param target Y_J B where the visitor updates rows; null otherwise
     * @param gradient A_J BᵀB − Y_J B; may be overwritten
     */
    void visit(int worker, int set, int first, int rows, double[] target, double[] gradient);
  }

  DensePass(DenseLoss loss, int rank, List<double[]> longs, List<double[]> shorts) {
    this.y = loss.data();
    this.longSize = loss.longSize();
    this.shortSize = loss.shortSize();
    this.rank = rank;
    this.longs = longs;
    this.shorts = shorts;
    this.columns = longs.size() * rank;
    this.stride = Blas.paddedStride(columns, Double.BYTES);
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
    try (DoublePointer shortStack = Blas.allocate((long) shortSize * stride);
        DoublePointer grams = Blas.allocate((long) columns * rank)) {
      shortStack.put(stack(shorts, 0, shortSize, stride), 0, shortSize * stride);
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
    int block = Math.max(1, Math.min(blockRows(columns, shortSize), end - begin));
    try (DoublePointer a = Blas.allocate((long) block * columns);
        DoublePointer t = Blas.allocate((long) block * stride);
        DoublePointer product = Blas.allocate((long) columns * shortSize);
        DoublePointer gram = Blas.allocate((long) columns * rank)) {
      double[] padded = new double[block * stride];
      double[][] targets = new double[updatesRows ? longs.size() : 0][block * rank];
      double[] gradient = new double[block * rank];
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
        Blas.product(rows, columns, shortSize, data, shortSize, shortStack, stride, 0, t, stride);
        if (updatesRows) {
          t.get(padded, 0, rows * stride);
          for (int set = 0; set < targets.length; set++) {
            unpad(padded, set, rows, targets[set]);
          }
        }
        gradientRows(rows, a, t, grams);
        t.get(padded, 0, rows * stride);
        for (int set = 0; set < longs.size(); set++) {
          unpad(padded, set, rows, gradient);
          visitor.visit(worker, set, first, rows, updatesRows ? targets[set] : null, gradient);
        }
        if (updatesRows) {
          load(a, first, rows);
          accumulate(rows, data, a, first > begin ? 1 : 0, product, gram);
        }
      }
      if (begin < end) {
        partialProduct[worker] = Blas.read(product, columns * shortSize);
        partialGram[worker] = split(Blas.read(gram, columns * rank));
      }
    }
  }

  /** Copies the columns of one factor pair. */
  private void unpad(double[] padded, int set, int rows, double[] compact) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(padded, i * stride + set * rank, compact, i * rank, rank);
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
          columns,
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
        columns, shortSize, rows, a, columns, data, shortSize, beta, product, shortSize);
    for (int set = 0; set < longs.size(); set++) {
      DoublePointer part = Blas.at(a, (long) set * rank);
      DoublePointer into = Blas.at(gram, (long) set * rank * rank);
      Blas.transposedProduct(rank, rank, rows, part, columns, part, columns, beta, into, rank);
    }
  }

  /** Returns how many rows of {@code shortSize} numbers to multiply at a time. */
  static int blockRows(int columns, int shortSize) {
    int unpacked = UNPACKED_PRODUCT / (columns * shortSize);
    return unpacked < 16 ? MAX_BLOCK : Math.min(MAX_BLOCK, unpacked / 8 * 8);
  }

  private void load(DoublePointer a, int first, int rows) {
    if (longs.size() == 1) {
      a.put(longs.get(0), first * rank, rows * rank);
    } else {
      a.put(stack(longs, first, rows, columns), 0, rows * columns);
    }
  }

  /** Returns rows of all factors side by side, {@code width} numbers apart. */
  private double[] stack(List<double[]> factors, int first, int rows, int width) {
    double[] stacked = new double[rows * width];
    for (int set = 0; set < factors.size(); set++) {
      double[] factor = factors.get(set);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(factor, (first + i) * rank, stacked, i * width + set * rank, rank);
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
    for (int worker = 0; worker < partialProduct.length; worker++) {
      if (partialProduct[worker] == null) {
        continue; // more workers than rows
      }
      if (product == null) {
        product = partialProduct[worker];
        System.arraycopy(partialGram[worker], 0, gramLong, 0, gramLong.length);
      } else {
        Small.add(product, partialProduct[worker]);
        for (int set = 0; set < longs.size(); set++) {
          Small.add(gramLong[set], partialGram[worker][set]);
        }
      }
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
    return turned(product, set * rank, rank, shortSize);
  }

  /** Transposes {@code rank} rows of a matrix of {@code columns} columns. */
  static double[] turned(double[] matrix, int firstRow, int rank, int columns) {
    double[] turned = new double[columns * rank];
    for (int k = 0; k < rank; k++) {
      int row = (firstRow + k) * columns;
      for (int j = 0; j < columns; j++) {
        turned[j * rank + k] = matrix[row + j];
      }
    }
    return turned;
  }
}
