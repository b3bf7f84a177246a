package org.convexityprobe.nmf;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A gradient step on the loss over all entries whose matrix products are in single precision. The
 * factors stay in double precision, so that no step is lost beside a large entry, and long sums are
 * gathered there. The gradient is off by some 1e-7 of the two products that it is the difference
 * of.
 */
final class SinglePrecisionStep {
  /** The most blocks whose sums are added in single precision before they go to one in double. */
  private static final int GATHERED = 16;

  private final DenseLoss loss;
  private final double step;
  private final double[] longFactor;
  private final double[] shortFactor;
  private final int rank;
  private final int stride;
  private final RowBlocks blocks;
  private final int gatherings;

  private SinglePrecisionStep(DenseLoss loss, Factors point, double step) {
    this.loss = loss;
    this.step = step;
    longFactor = loss.longSide(point);
    shortFactor = loss.shortSide(point);
    rank = point.rank();
    stride = Blas.paddedStride(rank, Float.BYTES);
    blocks = RowBlocks.of(loss.longSize(), loss.shortSize(), rank);
    gatherings = Math.max(blocks.shares(), (blocks.count() + GATHERED - 1) / GATHERED);
  }

  /** Steps W ← max(0, W − step ∇) in place. */
  static void take(DenseLoss loss, Factors point, double step) {
    new SinglePrecisionStep(loss, point, step).take();
  }

  /** Memory in single precision: what all workers read, and the sums of each gathering. */
  private final class Shared implements AutoCloseable {
    final FloatPointer shortRows = Blas.allocateSingle((long) loss.shortSize() * stride);
    final FloatPointer gramShort = Blas.allocateSingle((long) rank * rank);
    final FloatPointer products = Blas.allocateSingle((long) gatherings * rank * loss.shortSize());
    final FloatPointer gramsLong = Blas.allocateSingle((long) gatherings * rank * rank);

    Shared() {
      int rows = loss.shortSize();
      FloatPointer b = shortRows;
      b.put(padded(shortFactor, rows), 0, rows * stride);
      Blas.transposedProduct(rank, rank, rows, b, stride, b, stride, 0, gramShort, rank);
    }

    @Override
    public void close() {
      shortRows.close();
      gramShort.close();
      products.close();
      gramsLong.close();
    }
  }

  private void take() {
    double[] product = new double[rank * loss.shortSize()];
    double[] gram = new double[rank * rank];
    FloatPointer data = loss.singleData();
    Workers workers = loss.workers();
    Scratch[] scratch = new Scratch[workers.count()];
    try (Shared shared = new Shared()) {
      workers.forEach(
          gatherings,
          (worker, gathering) -> {
            if (scratch[worker] == null) {
              scratch[worker] = new Scratch();
            }
            walk(gathering, data, shared, scratch[worker]);
          });
      workers.forEach(
          Shares.MOST, (worker, piece) -> addGatherings(shared.products, product, piece));
      workers.forEach(Shares.MOST, (worker, piece) -> addGatherings(shared.gramsLong, gram, piece));
    } finally {
      for (Scratch one : scratch) {
        if (one != null) {
          one.close();
        }
      }
    }
    double[] transposed = DensePass.transposed(product, 0, rank, loss.shortSize());
    double[] gradient = DenseLoss.shortGradient(shortFactor, gram, transposed, rank);
    new ProjectedStep(step).applyOnly(shortFactor, 0, gradient, 0, gradient.length);
  }

  /** One worker's memory for a block. */
  private final class Scratch implements AutoCloseable {
    final FloatPointer a = Blas.allocateSingle((long) blocks.size() * rank);
    final FloatPointer t = Blas.allocateSingle((long) blocks.size() * stride);
    final float[] single = new float[blocks.size() * stride];
    final double[] gradient = new double[blocks.size() * rank];
    final ProjectedStep update = new ProjectedStep(step);

    @Override
    public void close() {
      a.close();
      t.close();
    }
  }

  private void walk(int gathering, FloatPointer all, Shared shared, Scratch scratch) {
    int q = loss.shortSize();
    FloatPointer product = Blas.at(shared.products, (long) gathering * rank * q);
    FloatPointer gram = Blas.at(shared.gramsLong, (long) gathering * rank * rank);
    FloatPointer a = scratch.a;
    FloatPointer t = scratch.t;
    int begin = Shares.start(gathering, gatherings, blocks.count()) * blocks.size();
    int end = Shares.start(gathering + 1, gatherings, blocks.count()) * blocks.size();
    for (int first = begin; first < Math.min(end, blocks.rows()); first += blocks.size()) {
      int rows = Math.min(blocks.size(), blocks.rows() - first);
      FloatPointer data = Blas.at(all, (long) first * q);
      load(first, rows, scratch);
      double beta = first > begin ? 1 : 0;
      Blas.transposedProduct(rank, q, rows, a, rank, data, q, beta, product, q);
      Blas.transposedProduct(rank, rank, rows, a, rank, a, rank, beta, gram, rank);
      Blas.product(rows, rank, q, data, q, shared.shortRows, stride, 0, t, stride);
      Blas.product(rows, rank, rank, a, rank, shared.gramShort, rank, -1, t, stride);
      update(first, rows, scratch);
    }
  }

  private void load(int first, int rows, Scratch scratch) {
    for (int i = 0; i < rows * rank; i++) {
      scratch.single[i] = (float) longFactor[first * rank + i];
    }
    scratch.a.put(scratch.single, 0, rows * rank);
  }

  private void update(int first, int rows, Scratch scratch) {
    scratch.t.get(scratch.single, 0, rows * stride);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < rank; k++) {
        scratch.gradient[i * rank + k] = scratch.single[i * stride + k];
      }
    }
    scratch.update.applyOnly(longFactor, first * rank, scratch.gradient, 0, rows * rank);
  }

  private float[] padded(double[] factor, int rows) {
    float[] padded = new float[rows * stride];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < rank; k++) {
        padded[i * stride + k] = (float) factor[i * rank + k];
      }
    }
    return padded;
  }

  /** Adds the sums of all gatherings, in a piece of the numbers. */
  private void addGatherings(FloatPointer parts, double[] sum, int piece) {
    int start = Shares.start(piece, Shares.MOST, sum.length);
    int count = Shares.start(piece + 1, Shares.MOST, sum.length) - start;
    float[] part = new float[count];
    for (int gathering = 0; gathering < gatherings; gathering++) {
      Blas.at(parts, (long) gathering * sum.length + start).get(part, 0, count);
      for (int i = 0; i < count; i++) {
        sum[start + i] += part[i];
      }
    }
  }
}
