package org.convexityprobe.nmf;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A gradient step on the loss over all entries whose matrix products are in single precision. The
 * factors stay in double precision, so that no step is lost beside a large entry, and long sums are
 * gathered there. The gradient is off by some 1e-7 of the two products that it is the difference
 * of.
 */
final class SinglePrecisionStep {
  /** Blocks whose sums are added in single precision before they go to those in double. */
  private static final int GATHERED = 16;

  private final DenseLoss loss;
  private final double step;
  private final double[] longFactor;
  private final double[] shortFactor;
  private final int rank;
  private final int stride;
  private final double[][] partialProduct = new double[Workers.count()][];
  private final double[][] partialGram = new double[Workers.count()][];

  private SinglePrecisionStep(DenseLoss loss, Factors point, double step) {
    this.loss = loss;
    this.step = step;
    longFactor = loss.longSide(point);
    shortFactor = loss.shortSide(point);
    rank = point.rank();
    stride = Blas.paddedStride(rank, Float.BYTES);
  }

  /** Steps W ← max(0, W − step ∇) in place. */
  static void take(DenseLoss loss, Factors point, double step) {
    new SinglePrecisionStep(loss, point, step).take();
  }

  private void take() {
    int rows = loss.shortSize();
    try (FloatPointer shortRows = Blas.allocateSingle((long) rows * stride);
        FloatPointer gram = Blas.allocateSingle((long) rank * rank)) {
      shortRows.put(padded(shortFactor, rows), 0, rows * stride);
      Blas.transposedProduct(rank, rank, rows, shortRows, stride, shortRows, stride, 0, gram, rank);
      FloatPointer data = loss.singleData();
      Workers.run(worker -> walk(worker, data, shortRows, gram));
    }
    double[] product = DensePass.turned(sum(partialProduct), 0, rank, rows);
    double[] gradient = DenseLoss.shortGradient(shortFactor, sum(partialGram), product, rank);
    new ProjectedStep(step).applyOnly(shortFactor, 0, gradient, 0, gradient.length);
  }

  private void walk(int worker, FloatPointer all, FloatPointer shortRows, FloatPointer gramShort) {
    int begin = Workers.start(worker, loss.longSize());
    int end = Workers.start(worker + 1, loss.longSize());
    int block = Math.max(1, Math.min(DensePass.blockRows(rank, loss.shortSize()), end - begin));
    ProjectedStep update = new ProjectedStep(step);
    try (FloatPointer a = Blas.allocateSingle((long) block * rank);
        FloatPointer t = Blas.allocateSingle((long) block * stride);
        FloatPointer product = Blas.allocateSingle((long) rank * loss.shortSize());
        FloatPointer gram = Blas.allocateSingle((long) rank * rank)) {
      double[] products = new double[rank * loss.shortSize()];
      double[] grams = new double[rank * rank];
      partialProduct[worker] = products;
      partialGram[worker] = grams;
      float[] single = new float[block * stride];
      double[] gradient = new double[block * rank];
      for (int first = begin; first < end; first += block) {
        int rows = Math.min(block, end - first);
        FloatPointer data = Blas.at(all, (long) first * loss.shortSize());
        for (int i = 0; i < rows * rank; i++) {
          single[i] = (float) longFactor[first * rank + i];
        }
        a.put(single, 0, rows * rank);
        int position = (first - begin) / block % GATHERED;
        accumulate(rows, data, a, position == 0 ? 0 : 1, product, gram);
        if (position == GATHERED - 1 || first + rows == end) {
          add(product, products);
          add(gram, grams);
        }
        int inner = loss.shortSize();
        Blas.product(rows, rank, inner, data, inner, shortRows, stride, 0, t, stride);
        Blas.product(rows, rank, rank, a, rank, gramShort, rank, -1, t, stride);
        t.get(single, 0, rows * stride);
        for (int i = 0; i < rows; i++) {
          for (int k = 0; k < rank; k++) {
            gradient[i * rank + k] = single[i * stride + k];
          }
        }
        update.applyOnly(longFactor, first * rank, gradient, 0, rows * rank);
      }
    }
  }

  private void accumulate(
      int rows,
      FloatPointer data,
      FloatPointer a,
      double beta,
      FloatPointer product,
      FloatPointer gram) {
    int columns = loss.shortSize();
    Blas.transposedProduct(rank, columns, rows, a, rank, data, columns, beta, product, columns);
    Blas.transposedProduct(rank, rank, rows, a, rank, a, rank, beta, gram, rank);
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

  private static void add(FloatPointer terms, double[] sum) {
    float[] values = new float[sum.length];
    terms.get(values, 0, values.length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  private static double[] sum(double[][] parts) {
    double[] sum = parts[0];
    for (int worker = 1; worker < parts.length; worker++) {
      Small.add(sum, parts[worker]);
    }
    return sum;
  }
}
