package org.convexityprobe.nmf;

import org.convexityprobe.data.matrix.ObservedMatrix;

/** What one row of observed entries adds to a gradient, and to the inner products along a line. */
final class MaskedRow {
  private MaskedRow() {}

  /**
   * Adds the share of some of a row's entries to the gradient. Four entries are done at a time:
   * they share the loads of u_i, and their sums do not wait for each other.
   *
   * @param t the first of the entries
   * @param end one past the last
   * @param gradient receives the share of the gradient
   * @return Σ e² over the entries
   */
  static double gradient(
      ObservedMatrix x, Factors point, int row, int t, int end, Factors gradient) {
    return gradient(
        point.left(),
        row * point.rank(),
        point.right(),
        point.rank(),
        x.columnIndices(),
        x.values(),
        t,
        end,
        gradient.left(),
        gradient.right());
  }

  /** A method of its own: HotSpot makes faster loops of arrays that are parameters, by a tenth. */
  private static double gradient(
      double[] u,
      int uo,
      double[] v,
      int rank,
      int[] columns,
      double[] values,
      int t,
      int end,
      double[] gu,
      double[] gv) {
    double squares = 0;
    for (; t + 3 < end; t += 4) {
      int o0 = columns[t] * rank;
      int o1 = columns[t + 1] * rank;
      int o2 = columns[t + 2] * rank;
      int o3 = columns[t + 3] * rank;
      double e0 = -values[t];
      double e1 = -values[t + 1];
      double e2 = -values[t + 2];
      double e3 = -values[t + 3];
      for (int k = 0; k < rank; k++) {
        double uk = u[uo + k];
        e0 = Math.fma(uk, v[o0 + k], e0);
        e1 = Math.fma(uk, v[o1 + k], e1);
        e2 = Math.fma(uk, v[o2 + k], e2);
        e3 = Math.fma(uk, v[o3 + k], e3);
      }
      squares += e0 * e0 + e1 * e1 + e2 * e2 + e3 * e3;
      for (int k = 0; k < rank; k++) {
        double uk = u[uo + k];
        double pair = Math.fma(e2, v[o2 + k], Math.fma(e3, v[o3 + k], gu[uo + k]));
        gu[uo + k] = Math.fma(e0, v[o0 + k], Math.fma(e1, v[o1 + k], pair));
        gv[o0 + k] = Math.fma(e0, uk, gv[o0 + k]);
        gv[o1 + k] = Math.fma(e1, uk, gv[o1 + k]);
        gv[o2 + k] = Math.fma(e2, uk, gv[o2 + k]);
        gv[o3 + k] = Math.fma(e3, uk, gv[o3 + k]);
      }
    }
    for (; t < end; t++) {
      int o = columns[t] * rank;
      double e = LinearAlgebra.dot(u, uo, v, o, rank) - values[t];
      squares += e * e;
      for (int k = 0; k < rank; k++) {
        gu[uo + k] = Math.fma(e, v[o + k], gu[uo + k]);
        gv[o + k] = Math.fma(e, u[uo + k], gv[o + k]);
      }
    }
    return squares;
  }

  /** Adds a row's share of the six inner products of {@link LineProducts}, in their order. */
  static void lineProducts(ObservedMatrix x, Factors from, Factors delta, int row, double[] sums) {
    int rank = from.rank();
    int uo = row * rank;
    for (int t = x.rowStarts()[row]; t < x.rowStarts()[row + 1]; t++) {
      int vo = x.columnIndices()[t] * rank;
      double w0 = LinearAlgebra.dot(from.left(), uo, from.right(), vo, rank) - x.values()[t];
      double w1 =
          LinearAlgebra.dot(delta.left(), uo, from.right(), vo, rank)
              + LinearAlgebra.dot(from.left(), uo, delta.right(), vo, rank);
      double w2 = LinearAlgebra.dot(delta.left(), uo, delta.right(), vo, rank);
      sums[0] += w0 * w0;
      sums[1] += w0 * w1;
      sums[2] += w0 * w2;
      sums[3] += w1 * w1;
      sums[4] += w1 * w2;
      sums[5] += w2 * w2;
    }
  }
}
