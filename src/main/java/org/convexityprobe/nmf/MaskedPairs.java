package org.convexityprobe.nmf;

import java.util.List;
import org.convexityprobe.data.matrix.ObservedMatrix;

/**
 * The exact loss along all lines from some optima a to some points b, over observed entries.
 *
 * <p>With a = (U_aV_a)_ij, b = (U_bV_b)_ij and s = (U_aV_b + U_bV_a)_ij at an observed entry, the
 * residual's parts are w0 = a − x, w1 = s − 2a, w2 = a + b − s, so every inner product follows from
 * sums of products of a, b, s and x. Only s, and with it Σs², Σsa, Σsb, Σsx and Σab, depends on the
 * pair; {@link MaskedPairWorker} sums them row by row.
 */
final class MaskedPairs {
  private final MaskedLoss loss;
  private final List<Factors> optima;
  private final List<Factors> points;

  MaskedPairs(MaskedLoss loss, List<Factors> optima, List<Factors> points) {
    this.loss = loss;
    this.optima = optima;
    this.points = points;
    optima.forEach(loss::requireShape);
    points.forEach(loss::requireShape);
  }

  Quartic[][] quartics() {
    ObservedMatrix matrix = loss.matrix();
    int[] shares = loss.rowShares();
    PairSums[] partial = new PairSums[Shares.MOST];
    loss.workers()
        .forEach(
            Shares.MOST,
            (worker, share) -> {
              PairSums sums = new PairSums(optima.size(), points.size());
              try (MaskedPairWorker rows = new MaskedPairWorker(matrix, optima, points, sums)) {
                for (int row = shares[share]; row < shares[share + 1]; row++) {
                  rows.add(row);
                }
              }
              partial[share] = sums;
            });
    PairSums total = partial[0];
    for (int share = 1; share < partial.length; share++) {
      total.add(partial[share]);
    }
    Quartic[][] quartics = new Quartic[optima.size()][points.size()];
    for (int a = 0; a < optima.size(); a++) {
      for (int b = 0; b < points.size(); b++) {
        quartics[a][b] =
            FactorizationLoss.tooClose(optima.get(a), points.get(b))
                ? loss.along(optima.get(a), points.get(b))
                : total.products(a, b).quartic();
      }
    }
    return quartics;
  }
}
