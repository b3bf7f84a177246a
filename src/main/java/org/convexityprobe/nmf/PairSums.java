package org.convexityprobe.nmf;

/** Sums over observed entries of products of a, b, s and x, for every optimum and point. */
final class PairSums {
  private final int points;

  /** Σs², Σsa, Σsb, Σsx, Σab of pair (a, b) at {@code 5 · (a · points + b)}. */
  final double[] pair;

  /** Σa² and Σxa of optimum a at {@code 2 · a}. */
  final double[] optimum;

  /** Σb² and Σxb of point b at {@code 2 · b}. */
  final double[] point;

  double squaredData;

  PairSums(int optima, int points) {
    this.points = points;
    pair = new double[5 * optima * points];
    optimum = new double[2 * optima];
    point = new double[2 * points];
  }

  void add(PairSums other) {
    add(pair, other.pair);
    add(optimum, other.optimum);
    add(point, other.point);
    squaredData += other.squaredData;
  }

  private static void add(double[] sum, double[] terms) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += terms[i];
    }
  }

  LineProducts products(int a, int b) {
    int at = 5 * (a * points + b);
    double ss = pair[at];
    double sa = pair[at + 1];
    double sb = pair[at + 2];
    double sx = pair[at + 3];
    double ab = pair[at + 4];
    double aa = optimum[2 * a];
    double xa = optimum[2 * a + 1];
    double bb = point[2 * b];
    double xb = point[2 * b + 1];
    return new LineProducts(
        aa - 2 * xa + squaredData,
        sa - 2 * aa - sx + 2 * xa,
        aa + ab - sa - xa - xb + sx,
        ss - 4 * sa + 4 * aa,
        3 * sa + sb - ss - 2 * aa - 2 * ab,
        aa + bb + ss + 2 * ab - 2 * sa - 2 * sb);
  }
}
