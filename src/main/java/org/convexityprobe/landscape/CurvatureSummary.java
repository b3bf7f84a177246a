package org.convexityprobe.landscape;

import java.util.List;

/**
 * Second opinions on several lines together.
 *
 * @param agreement of verdicts on all triples
 * @param gaussNewtonShare Σ g / Σ (g + |rest|), with g the Gauss–Newton part, over all points at
 *     which both are finite; NaN where that is 0 / 0
 * @param kinkShare Σ |kinks| / Σ (|kinks| + |φ''|), over all triples at which both are finite
 */
public record CurvatureSummary(
    CurvatureCheck.Agreement agreement, double gaussNewtonShare, double kinkShare) {
  /** Summarises lines. */
  public static CurvatureSummary of(List<CurvatureCheck> lines) {
    CurvatureCheck.Agreement agreement = CurvatureCheck.Agreement.NONE;
    double convex = 0;
    double rest = 0;
    double kinks = 0;
    double smooth = 0;
    for (CurvatureCheck line : lines) {
      agreement = agreement.plus(line.agreement());
      for (int i = 0; i < line.curvatures().size(); i++) {
        if (Double.isFinite(line.curvatures().get(i))) {
          convex += line.gaussNewton().get(i);
          rest += Math.abs(line.rest().get(i));
        }
      }
      for (int i = 0; i < line.kinks().size(); i++) {
        if (Double.isFinite(line.kinks().get(i))) {
          kinks += Math.abs(line.kinks().get(i));
          smooth += Math.abs(line.curvatures().get(i + 1));
        }
      }
    }
    return new CurvatureSummary(agreement, convex / (convex + rest), kinks / (kinks + smooth));
  }
}
