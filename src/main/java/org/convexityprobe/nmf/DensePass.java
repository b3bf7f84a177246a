package org.convexityprobe.nmf;

import java.util.List;
import org.bytedeco.javacpp.DoublePointer;

/**
 * One pass over a dense Y (P × q, P ≥ q) for several factor pairs Y ≈ A_s B_sᵀ at once. Each block
 * of rows is read once and, while it is in the cache, gives the rows Y_J B of one product and its
 * part of the other, YᵀA. The parts are added within each share of the blocks, and then over the
 * shares in their order.
 */
final class DensePass {
  private final DoublePointer y;
  private final Workers workers;
  private final int shortSize;
  private final int rank;
  private final int columns;
  private final int stride;
  private final RowBlocks blocks;
  private final List<double[]> longs;
  private final List<double[]> shorts;
  private final double[][] gramShort;
  private final double[][] gramLong;
  private final double[] product;

  /**
   * A block of rows of one factor pair.
   *
   * @param worker who handles it
   * @param share that it belongs to; blocks of a share come in their order
   * @param set number of the factor pair
   * @param first row
   * @param rows number of rows
   */
  record Block(int worker, int share, int set, int first, int rows) {}

  /** Receives blocks. */
  @FunctionalInterface
  interface BlockVisitor {
    /**
     * Handles the rows of A that a block has. Both arrays hold rows of r numbers, one after the
     * other.
     *
     * @param target Y_J B where the visitor updates rows; null otherwise
     * @param gradient A_J BᵀB − Y_J B; may be overwritten
     */
    void visit(Block block, double[] target, double[] gradient);
  }

  DensePass(DenseLoss loss, int rank, List<double[]> longs, List<double[]> shorts) {
    this.y = loss.data();
    this.workers = loss.workers();
    this.shortSize = loss.shortSize();
    this.rank = rank;
    this.longs = longs;
    this.shorts = shorts;
    this.columns = longs.size() * rank;
    this.stride = Blas.paddedStride(columns, Double.BYTES);
    this.blocks = RowBlocks.of(loss.longSize(), shortSize, columns);
    this.gramShort = new double[longs.size()][];
    this.gramLong = new double[longs.size()][rank * rank];
    this.product = new double[columns * shortSize];
  }

  /**
   * Runs the pass.
   *
   * @param updatesRows whether the visitor changes A and the sums are to be over the changed rows;
   *     otherwise they are over the rows as they were
   * @param visitor receives the blocks; null where only the sums are wanted
   */
  DensePass run(boolean updatesRows, BlockVisitor visitor) {
    Scratch[] scratch = new Scratch[workers.count()];
    try (Shared shared = new Shared()) {
      workers.forEach(
          blocks.shares(),
          (worker, share) -> {
            if (scratch[worker] == null) {
              scratch[worker] = new Scratch(updatesRows);
            }
            new Share(shared, scratch[worker], worker, share).walk(updatesRows, visitor);
          });
      shared.combine();
    } finally {
      for (Scratch one : scratch) {
        if (one != null) {
          one.close();
        }
      }
    }
    return this;
  }

  /** What all workers read, and where each share has its sums. */
  private final class Shared implements AutoCloseable {
    final DoublePointer shortStack = Blas.allocate((long) shortSize * stride);
    final DoublePointer grams = Blas.allocate((long) columns * rank);
    final DoublePointer products = Blas.allocate((long) blocks.shares() * product.length);
    final DoublePointer longGrams = Blas.allocate((long) blocks.shares() * columns * rank);

    Shared() {
      shortStack.put(stack(shorts, 0, shortSize, stride), 0, shortSize * stride);
      for (int set = 0; set < longs.size(); set++) {
        DoublePointer part = Blas.at(shortStack, (long) set * rank);
        DoublePointer gram = Blas.at(grams, (long) set * rank * rank);
        Blas.transposedProduct(rank, rank, shortSize, part, stride, part, stride, 0, gram, rank);
        gramShort[set] = Blas.read(gram, rank * rank);
      }
    }

    /** Adds the sums of all shares. */
    void combine() {
      workers.forEach(
          Shares.MOST,
          (worker, piece) -> {
            int start = Shares.start(piece, Shares.MOST, product.length);
            int end = Shares.start(piece + 1, Shares.MOST, product.length);
            addShares(products, product.length, start, product, start, end - start);
          });
      for (int set = 0; set < longs.size(); set++) {
        int start = set * rank * rank;
        addShares(longGrams, columns * rank, start, gramLong[set], 0, rank * rank);
      }
    }

    /** Adds numbers of every share, from {@code start} on, to a sum from {@code at} on. */
    private void addShares(
        DoublePointer parts, int length, int start, double[] sum, int at, int count) {
      double[] part = new double[count];
      for (int share = 0; share < blocks.shares(); share++) {
        Blas.at(parts, (long) share * length + start).get(part, 0, count);
        for (int i = 0; i < count; i++) {
          sum[at + i] += part[i];
        }
      }
    }

    @Override
    public void close() {
      shortStack.close();
      grams.close();
      products.close();
      longGrams.close();
    }
  }

  /** One worker's memory for a block. */
  private final class Scratch implements AutoCloseable {
    final DoublePointer a = Blas.allocate((long) blocks.size() * columns);
    final DoublePointer t = Blas.allocate((long) blocks.size() * stride);
    final double[] padded = new double[blocks.size() * stride];
    final double[] gradient = new double[blocks.size() * rank];
    final double[][] targets;

    Scratch(boolean updatesRows) {
      targets = new double[updatesRows ? longs.size() : 0][blocks.size() * rank];
    }

    @Override
    public void close() {
      a.close();
      t.close();
    }
  }

  /** The blocks of one share. */
  private final class Share {
    private final Shared shared;
    private final Scratch scratch;
    private final int worker;
    private final int share;
    private final DoublePointer productPart;
    private final DoublePointer gramPart;

    Share(Shared shared, Scratch scratch, int worker, int share) {
      this.shared = shared;
      this.scratch = scratch;
      this.worker = worker;
      this.share = share;
      productPart = Blas.at(shared.products, (long) share * product.length);
      gramPart = Blas.at(shared.longGrams, (long) share * columns * rank);
    }

    void walk(boolean updatesRows, BlockVisitor visitor) {
      int begin = blocks.start(share);
      int end = blocks.start(share + 1);
      for (int first = begin; first < end; first += blocks.size()) {
        int rows = Math.min(blocks.size(), end - first);
        DoublePointer data = Blas.at(y, (long) first * shortSize);
        double beta = first > begin ? 1 : 0;
        load(first, rows);
        if (!updatesRows) {
          accumulate(rows, data, beta);
        }
        if (visitor != null) {
          visit(first, rows, data, updatesRows, visitor);
        }
        if (updatesRows) {
          load(first, rows);
          accumulate(rows, data, beta);
        }
      }
    }

    private void load(int first, int rows) {
      if (longs.size() == 1) {
        scratch.a.put(longs.get(0), first * rank, rows * rank);
      } else {
        scratch.a.put(stack(longs, first, rows, columns), 0, rows * columns);
      }
    }

    private void accumulate(int rows, DoublePointer data, double beta) {
      int q = shortSize;
      Blas.transposedProduct(
          /* rows= */ columns,
          /* columns= */ q,
          /* inner= */ rows,
          scratch.a,
          columns,
          data,
          q,
          beta,
          productPart,
          q);
      for (int set = 0; set < longs.size(); set++) {
        DoublePointer part = Blas.at(scratch.a, (long) set * rank);
        DoublePointer into = Blas.at(gramPart, (long) set * rank * rank);
        Blas.transposedProduct(rank, rank, rows, part, columns, part, columns, beta, into, rank);
      }
    }

    private void visit(
        int first, int rows, DoublePointer data, boolean updatesRows, BlockVisitor visitor) {
      int q = shortSize;
      DoublePointer t = scratch.t;
      Blas.product(rows, columns, q, data, q, shared.shortStack, stride, 0, t, stride);
      if (updatesRows) {
        t.get(scratch.padded, 0, rows * stride);
        for (int set = 0; set < longs.size(); set++) {
          unpad(set, rows, scratch.targets[set]);
        }
      }
      subtractFromGramProducts(rows);
      t.get(scratch.padded, 0, rows * stride);
      for (int set = 0; set < longs.size(); set++) {
        unpad(set, rows, scratch.gradient);
        visitor.visit(
            new Block(worker, share, set, first, rows),
            updatesRows ? scratch.targets[set] : null,
            scratch.gradient);
      }
    }

    /** T ← A BᵀB − T for each factor pair. */
    private void subtractFromGramProducts(int rows) {
      for (int set = 0; set < longs.size(); set++) {
        long offset = (long) set * rank;
        DoublePointer part = Blas.at(scratch.a, offset);
        DoublePointer gram = Blas.at(shared.grams, offset * rank);
        DoublePointer into = Blas.at(scratch.t, offset);
        Blas.product(rows, rank, rank, part, columns, gram, rank, -1, into, stride);
      }
    }

    /** Copies the columns of one factor pair. */
    private void unpad(int set, int rows, double[] compact) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(scratch.padded, i * stride + set * rank, compact, i * rank, rank);
      }
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
    return transposed(product, set * rank, rank, shortSize);
  }

  /** Transposes {@code rank} rows of a matrix of {@code columns} columns. */
  static double[] transposed(double[] matrix, int firstRow, int rank, int columns) {
    double[] transposed = new double[columns * rank];
    for (int k = 0; k < rank; k++) {
      int row = (firstRow + k) * columns;
      for (int j = 0; j < columns; j++) {
        transposed[j * rank + k] = matrix[row + j];
      }
    }
    return transposed;
  }
}
