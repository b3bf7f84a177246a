package org.convexityprobe.nmf;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.DoublePointer;

/**
 * The exact loss along all lines from some optima a to some points b, over all entries. Every inner
 * product of {@link LineProducts} is one of r × r Gram matrices of the factors and of ⟨X, U_pV_q⟩,
 * so p optima and q points cost p + q products with X instead of p·q residual matrices.
 */
final class DensePairs {
  /** Columns of optima in one product with all points. */
  private static final int GROUP = 512;

  /** Groups of optima that there are at least, where there are as many optima. */
  private static final int GROUPS = 8;

  private final DenseLoss loss;
  private final List<Factors> optima;
  private final List<Factors> points;
  private final int rank;
  private final List<double[]> optimaProducts;
  private final List<double[]> pointProducts;

  DensePairs(DenseLoss loss, List<Factors> optima, List<Factors> points) {
    this.loss = loss;
    this.optima = optima;
    this.points = points;
    rank = points.get(0).rank();
    optima.forEach(loss::requireShape);
    points.forEach(loss::requireShape);
    optimaProducts = loss.products(optima);
    pointProducts = loss.products(points);
  }

  Quartic[][] quartics() {
    Quartic[][] quartics = new Quartic[optima.size()][];
    double[][] longGrams = grams(points.stream().map(loss::longSide).toList());
    double[][] shortGrams = grams(points.stream().map(loss::shortSide).toList());
    int width = points.size() * rank;
    // As wide as products are fast, but of as many groups as threads may be.
    int group = Math.max(1, Math.min(GROUP / rank, optima.size() / GROUPS));
    try (DoublePointer longs = new DoublePointer((long) loss.longSize() * width);
        DoublePointer shorts = new DoublePointer((long) loss.shortSize() * width)) {
      Workers workers = loss.workers();
      workers.forEach(
          Shares.MOST,
          (worker, share) -> {
            stack(points.stream().map(loss::longSide).toList(), longs, share);
            stack(points.stream().map(loss::shortSide).toList(), shorts, share);
          });
      workers.forEach(
          (optima.size() + group - 1) / group,
          (worker, index) -> {
            int first = index * group;
            int count = Math.min(group, optima.size() - first);
            double[][] longStrips = strips(loss::longSide, first, count, longs);
            double[][] shortStrips = strips(loss::shortSide, first, count, shorts);
            for (int a = 0; a < count; a++) {
              quartics[first + a] =
                  fromOptimum(first + a, longStrips[a], shortStrips[a], longGrams, shortGrams);
            }
          });
    }
    return withCloseOnes(quartics);
  }

  /** Does the pairs that were left out, since the Gram form would lose digits, one by one. */
  private Quartic[][] withCloseOnes(Quartic[][] quartics) {
    for (int a = 0; a < optima.size(); a++) {
      for (int b = 0; b < points.size(); b++) {
        if (quartics[a][b] == null) {
          quartics[a][b] = loss.along(optima.get(a), points.get(b));
        }
      }
    }
    return quartics;
  }

  private double[][] grams(List<double[]> factors) {
    double[][] grams = new double[factors.size()][];
    loss.workers().forEach(factors.size(), (worker, set) -> grams[set] = gram(factors.get(set)));
    return grams;
  }

  private double[] gram(double[] factor) {
    return LinearAlgebra.crossGram(factor, factor, rank);
  }

  /** Writes a share of the rows of factors side by side: row i holds row i of each. */
  private void stack(List<double[]> factors, DoublePointer stack, int share) {
    int rows = factors.get(0).length / rank;
    int begin = Shares.start(share, Shares.MOST, rows);
    stack(factors, stack, begin, Shares.start(share + 1, Shares.MOST, rows));
  }

  private void stack(List<double[]> factors, DoublePointer stack, int begin, int end) {
    int width = factors.size() * rank;
    double[] line = new double[width];
    DoublePointer into = Blas.at(stack, 0);
    for (int i = begin; i < end; i++) {
      for (int set = 0; set < factors.size(); set++) {
        System.arraycopy(factors.get(set), i * rank, line, set * rank, rank);
      }
      into.position((long) i * width).put(line, 0, width);
    }
  }

  private Quartic[] fromOptimum(
      int a, double[] longStrip, double[] shortStrip, double[][] longGrams, double[][] shortGrams) {
    double[] shortA = loss.shortSide(optima.get(a));
    double[] longGramA = gram(loss.longSide(optima.get(a)));
    double[] shortGramA = gram(shortA);
    double[] productA = optimaProducts.get(a);
    double saa = LinearAlgebra.dot(productA, shortA);
    Quartic[] quartics = new Quartic[points.size()];
    for (int b = 0; b < quartics.length; b++) {
      Differences u = Differences.of(longGramA, longStrip, longGrams[b], b, rank);
      Differences v = Differences.of(shortGramA, shortStrip, shortGrams[b], b, rank);
      if (u.tooClose(longGrams[b], rank) || v.tooClose(shortGrams[b], rank)) {
        continue;
      }
      double[] shortB = loss.shortSide(points.get(b));
      double sab = LinearAlgebra.dot(productA, shortB);
      double sba = LinearAlgebra.dot(pointProducts.get(b), shortA);
      double sbb = LinearAlgebra.dot(pointProducts.get(b), shortB);
      quartics[b] =
          products(loss, u, v, new DataProducts(saa, sba + sab - 2 * saa, sbb - sba - sab + saa))
              .quartic();
    }
    return quartics;
  }

  /**
   * Returns a few optima's factors, transposed, times those of all points: for each optimum r rows
   * of (point, r). BLAS repacks the points for each product, so a product takes several optima.
   */
  private double[][] strips(
      Function<Factors, double[]> side, int first, int count, DoublePointer stack) {
    List<double[]> factors = optima.subList(first, first + count).stream().map(side).toList();
    int width = points.size() * rank;
    int height = count * rank;
    int rows = factors.get(0).length / rank;
    double[][] strips = new double[count][rank * width];
    try (DoublePointer a = new DoublePointer((long) rows * height);
        DoublePointer product = new DoublePointer((long) height * width)) {
      stack(factors, a, 0, rows);
      Blas.transposedProduct(height, width, rows, a, height, stack, width, 0, product, width);
      for (int set = 0; set < count; set++) {
        Blas.at(product, (long) set * rank * width).get(strips[set], 0, rank * width);
      }
    }
    return strips;
  }

  /**
   * Gram matrices of one factor along a line: G = aᵀa, E = ΔᵀΔ, F = aᵀΔ.
   *
   * @param g G
   * @param e E
   * @param f F
   */
  @SuppressWarnings("ArrayRecordComponent") // an intermediate result
  private record Differences(double[] g, double[] e, double[] f) {
    /** Takes them from Gram matrices; {@code strip} holds aᵀb at column {@code b · rank}. */
    static Differences of(double[] aa, double[] strip, double[] bb, int b, int rank) {
      int width = strip.length / rank;
      double[] e = new double[aa.length];
      double[] f = new double[aa.length];
      for (int k = 0; k < rank; k++) {
        for (int l = 0; l < rank; l++) {
          int at = k * rank + l;
          double ab = strip[k * width + b * rank + l];
          double ba = strip[l * width + b * rank + k];
          e[at] = bb[at] - ab - ba + aa[at];
          f[at] = ab - aa[at];
        }
      }
      return new Differences(aa, e, f);
    }

    /** Returns whether ‖Δ‖² is too small beside an end's square to be a difference of Grams. */
    boolean tooClose(double[] bb, int rank) {
      double difference = trace(e, rank);
      return difference < FactorizationLoss.CLOSE * trace(g, rank)
          || difference < FactorizationLoss.CLOSE * trace(bb, rank);
    }

    private static double trace(double[] matrix, int rank) {
      double sum = 0;
      for (int k = 0; k < rank; k++) {
        sum += matrix[k * rank + k];
      }
      return sum;
    }

    /** Takes them from the difference itself, which loses no digits when it is small. */
    static Differences explicit(double[] a, double[] delta, int rank) {
      return new Differences(
          LinearAlgebra.crossGram(a, a, rank),
          LinearAlgebra.crossGram(delta, delta, rank),
          LinearAlgebra.crossGram(a, delta, rank));
    }
  }

  /** Returns the line's quartic from explicit differences and YᵀA, YᵀΔA. */
  static Quartic explicit(
      DenseLoss loss, Factors from, Factors delta, double[] product, double[] deltaProduct) {
    int rank = from.rank();
    Differences u = Differences.explicit(loss.longSide(from), loss.longSide(delta), rank);
    double[] shortFrom = loss.shortSide(from);
    double[] shortDelta = loss.shortSide(delta);
    Differences v = Differences.explicit(shortFrom, shortDelta, rank);
    double data1 =
        LinearAlgebra.dot(deltaProduct, shortFrom) + LinearAlgebra.dot(product, shortDelta);
    double data2 = LinearAlgebra.dot(deltaProduct, shortDelta);
    double data0 = LinearAlgebra.dot(product, shortFrom);
    return products(loss, u, v, new DataProducts(data0, data1, data2)).quartic();
  }

  /**
   * Inner products of the matrix with the three coefficients of UV along a line.
   *
   * @param constant ⟨X, U_aV_a⟩
   * @param linear ⟨X, ΔU V_a + U_a ΔV⟩
   * @param quadratic ⟨X, ΔU ΔV⟩
   */
  private record DataProducts(double constant, double linear, double quadratic) {}

  /** Returns the inner products from Gram matrices. */
  private static LineProducts products(
      DenseLoss loss, Differences u, Differences v, DataProducts data) {
    int rank = (int) Math.round(Math.sqrt(u.g.length));
    double w0w0 = loss.squaredNorm() - 2 * data.constant + LinearAlgebra.dot(u.g, v.g);
    double w0w1 = LinearAlgebra.dot(u.f, v.g) + LinearAlgebra.dot(u.g, v.f) - data.linear;
    double w0w2 = LinearAlgebra.dot(u.f, v.f) - data.quadratic;
    double w1w1 =
        LinearAlgebra.dot(u.e, v.g)
            + LinearAlgebra.dot(u.g, v.e)
            + 2 * LinearAlgebra.dotTransposed(u.f, v.f, rank);
    double w1w2 = LinearAlgebra.dot(u.e, v.f) + LinearAlgebra.dot(u.f, v.e);
    return new LineProducts(w0w0, w0w1, w0w2, w1w1, w1w2, LinearAlgebra.dot(u.e, v.e));
  }
}
