package org.convexityprobe.recovery;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;
import org.convexityprobe.landscape.Lanczos;
import org.convexityprobe.landscape.Tridiagonal;
import org.convexityprobe.landscape.Tridiagonal.Ritz;

/**
 * The least eigenvalue of the Hessian of a loss at a point, by the Lanczos process on its products
 * with vectors.
 *
 * @param value about the least eigenvalue, never below it but for rounding
 * @param residual some eigenvalue is no farther from it
 * @param products how many products with the Hessian
 */
public record LeastEigenvalue(double value, double residual, int products) {
  /** The residual that is enough, relative to the largest eigenvalue. */
  private static final double TOLERANCE = 1e-6;

  private static final int MOST_PRODUCTS = 300;

  /** The eigenvalues of T cost more than a product with a small Hessian. */
  private static final int BETWEEN_CHECKS = 10;

  /** Computes it; the process starts at a vector that is always the same. */
  public static LeastEigenvalue at(FactorLoss loss, Factor point) {
    int length = point.rows() * point.rank();
    ContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(RandomStreams.generator(length));
    double[] start = new double[length];
    Arrays.setAll(start, i -> normal.sample());
    Tridiagonal found =
        new Lanczos(
                vector ->
                    loss.hessianTimes(point, new Factor(point.rows(), point.rank(), vector))
                        .values(),
                Math.min(length, MOST_PRODUCTS))
            .from(start, LeastEigenvalue::isKnown);
    Ritz least = least(found.ritzValues());
    return new LeastEigenvalue(least.value(), least.residual(), found.diagonal().size());
  }

  private static boolean isKnown(Tridiagonal found) {
    if (found.diagonal().size() % BETWEEN_CHECKS != 0) {
      return false;
    }
    List<Ritz> values = found.ritzValues();
    Ritz least = least(values);
    double largest = Math.max(Math.abs(values.get(0).value()), Math.abs(least.value()));
    return least.residual() <= TOLERANCE * largest;
  }

  private static Ritz least(List<Ritz> values) {
    return values.get(values.size() - 1);
  }
}
