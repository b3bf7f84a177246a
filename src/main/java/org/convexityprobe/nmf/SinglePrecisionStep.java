package org.convexityprobe.nmf;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A gradient step on the loss over all entries whose matrix products are in single precision. The
 * factors stay in double precision, so that no step is lost beside a large entry; the gradient's
 * relative error, some 1e-7 of the two products that it is the difference of, changes the loss by
 * its square.
 */
final class SinglePrecisionStep {
  private final DenseLoss loss;
  private final double step;
  private final double[] longFactor;
  private final double[] shortFactor;
  private final int rank;
  private final int stride;
  private final float[][] partialProduct = new float[Workers.count()][0];
  private final float[][] partialGram = new float[Workers.count()][0];

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
      Workers.run(worker -> walk(worker, shortRows, gram));
    }
    double[] gradient =
        DenseLoss.shortGradient(shortFactor, sum(partialGram), turnedProduct(), rank);
    new ProjectedStep(step).apply(shortFactor, 0, gradient, 0, gradient.length);
  }

  private void walk(int worker, FloatPointer shortRows, FloatPointer gramShort) {
    int begin = Workers.start(worker, loss.longSize());
    int end = Workers.start(worker + 1, loss.longSize());
    int block = Math.max(1, Math.min(DensePass.blockRows(rank, loss.shortSize()), end - begin));
    ProjectedStep update = new ProjectedStep(step);
    try (FloatPointer a = Blas.allocateSingle((long) block * rank);
        FloatPointer t = Blas.allocateSingle((long) block * stride);
        FloatPointer product = Blas.allocateSingle((long) rank * loss.shortSize());
        FloatPointer gram = Blas.allocateSingle((long) rank * rank)) {
      float[] single = new float[block * stride];
      double[] gradient = new double[block * rank];
      for (int first = begin; first < end; first += block) {
        int rows = Math.min(block, end - first);
        FloatPointer data = loss.singleData().getPointer((long) first * loss.shortSize());
        for (int i = 0; i < rows * rank; i++) {
          single[i] = (float) longFactor[first * rank + i];
        }
        a.put(single, 0, rows * rank);
        accumulate(rows, data, a, first > begin ? 1 : 0, product, gram);
        int inner = loss.shortSize();
        Blas.product(rows, rank, inner, data, inner, shortRows, stride, 0, t, stride);
        Blas.product(rows, rank, rank, a, rank, gramShort, rank, -1, t, stride);
        t.get(single, 0, rows * stride);
        for (int i = 0; i < rows; i++) {
          for (int k = 0; k < rank; k++) {
            gradient[i * rank + k] = single[i * stride + k];
          }
        }
        update.apply(longFactor, first * rank, gradient, 0, rows * rank);
      }
      if (begin < end) {
        partialProduct[worker] = read(product, rank * loss.shortSize());
        partialGram[worker] = read(gram, rank * rank);
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

  private static float[] read(FloatPointer pointer, int length) {
    float[] values = new float[length];
    pointer.get(values, 0, length);
    return values;
  }

  private static double[] sum(float[][] parts) {
    double[] sum = new double[Arrays.stream(parts).mapToInt(part -> part.length).max().orElse(0)];
    for (float[] part : parts) {
      for (int i = 0; i < part.length; i++) {
        sum[i] += part[i];
      }
    }
    return sum;
  }

  /** Returns YᵀA, q rows of r. */
  private double[] turnedProduct() {
    double[] product = sum(partialProduct);
    double[] turned = new double[product.length];
    int columns = loss.shortSize();
    for (int k = 0; k < rank; k++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rank + k] = product[k * columns + j];
      }
    }
    return turned;
  }
}
