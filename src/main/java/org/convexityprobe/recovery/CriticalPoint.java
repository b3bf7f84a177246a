package org.convexityprobe.recovery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * A critical point of a recovery loss, and how negative its curvature is; or where a search for one
 * ended, if it is not {@code critical}.
 *
 * @param critical whether ‖∇f‖ is 0 but for rounding
 * @param gradientNorm ‖∇f‖ there
 * @param error ‖UUᵀ − X*‖_F / ‖X*‖_F
 * @param least smallest eigenvalue of the Hessian
 * @param relativeLoss f there over that of 0; null in results of earlier versions
 * @param kind what it is; in results of earlier versions, by the sign of {@code least} alone
 */
public record CriticalPoint(
    boolean critical,
    double gradientNorm,
    double error,
    double least,
    Double relativeLoss,
    Kind kind) {
  /** What a search ended at. */
  public enum Kind {
    /** A critical point with a direction of negative curvature. */
    SADDLE,
    /** X*, or another matrix with the same measurements: a global minimum. */
    SOLUTION,
    /** A critical point of a loss above 0 without a direction of negative curvature. */
    MINIMUM,
    /** No critical point. */
    NOT_CRITICAL;

    /** Returns the name as files have it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int STEPS = 200;

  /** Little, near a critical point; more is taken where such steps do not help. */
  private static final double NEWTON_DAMPING = 1e-12;

  /** A gradient this small, relative to the largest eigenvalue of X* and ‖U‖, is 0. */
  private static final double CRITICAL = 1e-10;

  /** A matrix this near to X* is X*. */
  private static final double PLANTED = 1e-3;

  /**
   * Curvature this negative, relative to the largest eigenvalue of X*, is not rounding: gradients
   * that are 0 to within 1e-10 leave errors of about that size.
   */
  private static final double NEGATIVE = 1e-8;

  /** Of how many eigenpairs all subsets are looked at: 15 of four. */
  private static final int ALL_SUBSETS = 4;

  /** Says what it is in results of earlier versions. */
  public CriticalPoint {
    if (kind == null) {
      kind = !critical ? Kind.NOT_CRITICAL : least < 0 ? Kind.SADDLE : Kind.MINIMUM;
    }
  }

  /** A point whose loss is not known. */
  public CriticalPoint(boolean critical, double gradientNorm, double error, double least) {
    this(critical, gradientNorm, error, least, null, null);
  }

  /**
   * Returns what the points of exact isometry keep: every proper subset of the r eigenpairs up to r
   * = {@value #ALL_SUBSETS}, beyond that the s largest for every s < r.
   */
  public static List<List<Integer>> subsets(int rank) {
    if (rank > ALL_SUBSETS) {
      return IntStream.range(0, rank)
          .mapToObj(size -> IntStream.range(0, size).boxed().toList())
          .toList();
    }
    return IntStream.range(0, (1 << rank) - 1)
        .mapToObj(set -> IntStream.range(0, rank).filter(i -> (set >> i & 1) == 1).boxed().toList())
        .toList();
  }

  /**
   * Finds the critical point near one that exact isometry has: U with UUᵀ some of the eigenpairs of
   * X*, its other columns 0, by minimising ‖∇f‖² from there.
   *
   * @param kept indices of the eigenpairs, 0 for that of the largest eigenvalue
   * @return where the search ended; with few measurements, this can be a minimum of ‖∇f‖ that is
   *     not 0, which is not critical
   */
  public static CriticalPoint near(PlantedInstance instance, List<Integer> kept) {
    return settle(instance, truncated(instance.truth(), kept), NEWTON_DAMPING).point(instance);
  }

  /**
   * Returns the smallest eigenvalue of the Hessian at such a point under exact isometry: −2 times
   * the largest eigenvalue of X* that is missing, or −1 times the largest singular value of a
   * rectangular X*.
   *
   * @param kept indices from 0 to r − 1, not all
   */
  public static double underIsometry(PlantedInstance instance, List<Integer> kept) {
    double[] eigenvalues = instance.eigenvalues();
    return IntStream.range(0, eigenvalues.length)
        .filter(i -> !kept.contains(i))
        .mapToDouble(i -> instance.curvatureTowards(eigenvalues[i]))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "all %d eigenpairs are kept; expected fewer".formatted(eigenvalues.length)));
  }

  /**
   * Searches for a critical point by minimising ‖∇f‖².
   *
   * @return the point, which can be a minimum, or nothing if it is X*, or if ‖∇f‖ has a minimum
   *     that is not 0 there
   */
  public static Optional<CriticalPoint> search(PlantedInstance instance, Factor start) {
    Found found = settle(instance, start, 1);
    boolean planted = instance.relativeError(found.at) <= PLANTED;
    return found.isCritical(instance) && !planted
        ? Optional.of(found.point(instance))
        : Optional.empty();
  }

  /** Where ‖∇f‖ is small. */
  private record Found(Factor at, Factor gradient, Hessian hessian) {
    boolean isCritical(PlantedInstance instance) {
      return gradient.norm() <= CRITICAL * instance.eigenvalues()[0] * at.norm();
    }

    CriticalPoint point(PlantedInstance instance) {
      RecoveryLoss loss = instance.loss();
      double relative = loss.at(at) / loss.at(Factor.zero(at.rows(), at.rank()));
      return new CriticalPoint(
          isCritical(instance),
          gradient.norm(),
          instance.relativeError(at),
          hessian.least(),
          relative,
          kind(instance, relative));
    }

    private Kind kind(PlantedInstance instance, double relativeLoss) {
      if (!isCritical(instance)) {
        return Kind.NOT_CRITICAL;
      }
      if (relativeLoss <= DescentEnd.SOLVED) {
        return Kind.SOLUTION;
      }
      boolean negative = hessian.least() < -NEGATIVE * instance.eigenvalues()[0];
      return negative ? Kind.SADDLE : Kind.MINIMUM;
    }
  }

  /**
   * Minimises ‖∇f‖² by steps of Levenberg and Marquardt, (H² + μ)Δ = −H∇f; with μ = 0 they are
   * Newton's on ∇f = 0.
   *
   * @param damping the first μ, relative to ‖H‖²
   */
  private static Found settle(PlantedInstance instance, Factor start, double damping) {
    RecoveryLoss loss = instance.loss();
    Found found = new Found(start, loss.gradient(start), Hessian.at(loss, start));
    double mu = damping * found.hessian.norm() * found.hessian.norm();
    for (int i = 0; i < STEPS && !found.isCritical(instance); i++) {
      Factor next = found.at.plus(1, found.hessian.dampedStep(found.gradient, mu));
      Factor gradient = loss.gradient(next);
      if (gradient.norm() < found.gradient.norm()) {
        found = new Found(next, gradient, Hessian.at(loss, next));
        mu /= 10;
      } else {
        mu *= 10;
      }
    }
    return found;
  }

  /**
   * Returns U* turned so that its columns are eigenvectors of X*, the largest first; those that are
   * not kept are 0.
   */
  static Factor truncated(Factor truth, List<Integer> kept) {
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(truth.gram(truth));
    Factor turned = truth.times(eigen.getV());
    double[] values = turned.values().clone();
    for (int i = 0; i < values.length; i++) {
      if (!kept.contains(i % truth.rank())) {
        values[i] = 0;
      }
    }
    return new Factor(truth.rows(), truth.rank(), values);
  }
}
