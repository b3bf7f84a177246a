package org.convexityprobe.nmf;

/** Inner products along lines when X = U*V*: r × r Gram matrices suffice, X is never formed. */
final class PlantedProducts {
  private PlantedProducts() {}

  static LineProducts of(Factors from, Factors to, Factors planted) {
    Factors delta = from.differenceTo(to);
    double w1w1 =
        inner(delta, from, delta, from)
            + inner(from, delta, from, delta)
            + 2 * inner(delta, from, from, delta);
    double w1w2 = inner(delta, from, delta, delta) + inner(from, delta, delta, delta);
    double w0w0 =
        inner(from, from, from, from)
            - 2 * inner(from, from, planted, planted)
            + inner(planted, planted, planted, planted);
    double w0w1 =
        inner(from, from, delta, from)
            + inner(from, from, from, delta)
            - inner(planted, planted, delta, from)
            - inner(planted, planted, from, delta);
    double w0w2 = inner(from, from, delta, delta) - inner(planted, planted, delta, delta);
    return new LineProducts(w0w0, w0w1, w0w2, w1w1, w1w2, inner(delta, delta, delta, delta));
  }

  /** Returns ⟨U_a V_b, U_c V_d⟩ = ⟨U_aᵀU_c, V_b V_dᵀ⟩. */
  static double inner(Factors a, Factors b, Factors c, Factors d) {
    int rank = a.rank();
    return LinearAlgebra.dot(
        LinearAlgebra.crossGram(a.left(), c.left(), rank),
        LinearAlgebra.crossGram(b.right(), d.right(), rank));
  }

  /** Returns the mean of the entries of UV: a product of two sums over the rank. */
  static double meanEntry(Factors left, Factors right) {
    int rank = left.rank();
    double[] rows = new double[rank];
    double[] columns = new double[rank];
    for (int i = 0; i < left.left().length; i++) {
      rows[i % rank] += left.left()[i];
    }
    for (int i = 0; i < right.right().length; i++) {
      columns[i % rank] += right.right()[i];
    }
    return LinearAlgebra.dot(rows, columns) / left.rows() / right.columns();
  }

  /** Returns Tr ŪᵀŪV̄V̄ᵀ (Fact 3) and Tr ŪᵀŪ11ᵀ with 1 the r × m matrix of means (Fact 4). */
  static double[] centredTraces(Factors point, double mean) {
    int rank = point.rank();
    double[] left = centred(point.left(), mean);
    double[] right = centred(point.right(), mean);
    double[] gram = LinearAlgebra.crossGram(left, left, rank);
    double sum = 0;
    for (double entry : gram) {
      sum += entry;
    }
    return new double[] {
      LinearAlgebra.dot(gram, LinearAlgebra.crossGram(right, right, rank)),
      sum * mean * mean * point.columns()
    };
  }

  private static double[] centred(double[] factor, double mean) {
    double[] centred = factor.clone();
    for (int i = 0; i < centred.length; i++) {
      centred[i] -= mean;
    }
    return centred;
  }
}
