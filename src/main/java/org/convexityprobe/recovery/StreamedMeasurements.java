package org.convexityprobe.recovery;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Symmetrised Gaussian matrices that are drawn anew from their seed at each application, m n²/2
 * numbers, on all cores. Sums are over fixed blocks of measurements in their order, so that results
 * do not depend on the number of cores.
 */
final class StreamedMeasurements implements Measurements {
  private static final int BLOCKS = 16;

  private final SymmetricGaussian matrices;
  private final int from;
  private final int to;

  StreamedMeasurements(SymmetricGaussian matrices, int from, int to) {
    this.matrices = matrices;
    this.from = from;
    this.to = to;
  }

  @Override
  public int size() {
    return matrices.size();
  }

  @Override
  public int count() {
    return to - from;
  }

  @Override
  public double[] of(Factor u, Factor v) {
    double[] product = Triangles.symmetricProduct(u, v);
    double[] measured = new double[count()];
    blocks()
        .forEach(
            block -> {
              double[] triangle = new double[matrices.length()];
              for (int i = start(block); i < start(block + 1); i++) {
                matrices.fill(from + i, triangle);
                measured[i] = Factor.dot(triangle, product);
              }
            });
    return measured;
  }

  @Override
  public Factor weighted(double[] c, Factor u) {
    return sum((i, triangle) -> c[i], u);
  }

  /** Draws each matrix once, for its residual and for its part of the sum. */
  @Override
  public Residuals residuals(Factor u, double[] y) {
    double[] product = Triangles.symmetricProduct(u, u);
    double[] residuals = new double[count()];
    Factor weighted =
        sum(
            (i, triangle) -> {
              residuals[i] = Factor.dot(triangle, product) - y[i];
              return residuals[i];
            },
            u);
    return new Residuals(Factor.dot(residuals, residuals), weighted);
  }

  /** The weight of a measurement in a sum. */
  private interface Weight {
    double of(int index, double[] triangle);
  }

  private Factor sum(Weight weight, Factor u) {
    List<double[]> parts = blocks().mapToObj(block -> part(block, weight)).toList();
    double[] sum = parts.get(0);
    for (double[] part : parts.subList(1, parts.size())) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += part[j];
      }
    }
    return Triangles.times(sum, u);
  }

  private double[] part(int block, Weight weight) {
    double[] triangle = new double[matrices.length()];
    double[] sum = new double[matrices.length()];
    for (int i = start(block); i < start(block + 1); i++) {
      matrices.fill(from + i, triangle);
      double own = weight.of(i, triangle);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += own * triangle[j];
      }
    }
    return sum;
  }

  private static IntStream blocks() {
    return IntStream.range(0, BLOCKS).parallel();
  }

  private int start(int block) {
    return (int) ((long) count() * block / BLOCKS);
  }

  @Override
  public Measurements part(int first, int end) {
    return new StreamedMeasurements(matrices, from + first, from + end);
  }
}
