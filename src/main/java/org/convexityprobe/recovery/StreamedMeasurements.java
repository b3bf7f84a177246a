package org.convexityprobe.recovery;

import java.util.List;

/**
 * Symmetrised Gaussian matrices that are drawn anew from their seed in each pass, m n²/2 numbers,
 * on several threads. Drawing them takes most of the time, so that all that is computed from them
 * is computed in one pass. Sums are over fixed blocks of measurements in their order, so that
 * results do not depend on the number of threads.
 */
final class StreamedMeasurements implements Measurements {
  private static final int BLOCKS = 16;

  private final SymmetricGaussian matrices;
  private final int from;
  private final int to;
  private final Computing computing;

  StreamedMeasurements(SymmetricGaussian matrices, int from, int to, Computing computing) {
    this.matrices = matrices;
    this.from = from;
    this.to = to;
    this.computing = computing;
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
    return pass(List.of(Triangles.symmetricProduct(u, v)), List.of()).measured[0];
  }

  @Override
  public Factor weighted(double[] c, Factor u) {
    return Triangles.times(pass(List.of(), List.of((i, measured) -> c[i])).sums[0], u);
  }

  @Override
  public Residuals residuals(Factor u, double[] y) {
    Weight residual = (i, measured) -> measured[0][i] - y[i];
    Pass pass = pass(List.of(Triangles.symmetricProduct(u, u)), List.of(residual));
    double[] residuals = pass.measured[0];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] -= y[i];
    }
    return new Residuals(Factor.dot(residuals, residuals), Triangles.times(pass.sums[0], u));
  }

  @Override
  public Factor curved(Factor u, Factor direction, double[] y) {
    Pass pass =
        pass(
            List.of(Triangles.symmetricProduct(u, direction), Triangles.symmetricProduct(u, u)),
            List.of((i, measured) -> 2 * measured[0][i], (i, measured) -> measured[1][i] - y[i]));
    return Triangles.times(pass.sums[0], u).plus(1, Triangles.times(pass.sums[1], direction));
  }

  @Override
  public double[][] along(Factor u, Factor direction) {
    List<double[]> products =
        List.of(
            Triangles.symmetricProduct(u, u),
            Triangles.symmetricProduct(u, direction),
            Triangles.symmetricProduct(direction, direction));
    return pass(products, List.of()).measured;
  }

  /** The weight of a measurement in a sum, which may depend on what was measured in this pass. */
  private interface Weight {
    double of(int index, double[][] measured);
  }

  /** What one pass computes. */
  private static final class Pass {
    /** Inner products of all matrices with each of some others. */
    private final double[][] measured;

    /** Upper triangles of sums of all matrices. */
    private final double[][] sums;

    Pass(double[][] measured, double[][] sums) {
      this.measured = measured;
      this.sums = sums;
    }
  }

  private Pass pass(List<double[]> products, List<Weight> weights) {
    double[][] measured = new double[products.size()][count()];
    double[][][] parts = new double[BLOCKS][][];
    computing
        .workers()
        .forEach(
            BLOCKS, (worker, block) -> parts[block] = part(block, products, measured, weights));
    double[][] sums = parts[0];
    for (double[][] part : List.of(parts).subList(1, BLOCKS)) {
      for (int k = 0; k < sums.length; k++) {
        add(1, part[k], sums[k]);
      }
    }
    return new Pass(measured, sums);
  }

  private double[][] part(
      int block, List<double[]> products, double[][] measured, List<Weight> weights) {
    int length = Math.toIntExact(matrices.length());
    double[] triangle = new double[length];
    double[][] sums = new double[weights.size()][length];
    for (int i = start(block); i < start(block + 1); i++) {
      computing.check().run();
      matrices.fill(from + i, triangle);
      for (int k = 0; k < measured.length; k++) {
        measured[k][i] = Factor.dot(triangle, products.get(k));
      }
      for (int k = 0; k < sums.length; k++) {
        add(weights.get(k).of(i, measured), triangle, sums[k]);
      }
    }
    return sums;
  }

  private static void add(double weight, double[] triangle, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * triangle[i];
    }
  }

  private int start(int block) {
    return (int) ((long) count() * block / BLOCKS);
  }

  @Override
  public Measurements part(int first, int end) {
    return new StreamedMeasurements(matrices, from + first, from + end, computing);
  }

  @Override
  public Measurements with(Computing other) {
    return new StreamedMeasurements(matrices, from, to, other);
  }
}
