package org.convexityprobe.landscape;

/**
 * How convex the loss is between a point w and an optimum w*, in eight numbers that mean the same
 * for networks, factorisations and matrix recovery.
 *
 * <p>With φ the loss along the segment from w (0) to w* (1), d = ‖w* − w‖ and g = ∇ℓ(w):
 *
 * @param rise max φ(t) − φ(s) over s &lt; t, the largest rise of the loss on the way; 0 where it
 *     falls all the way (Δ of monotonic linear interpolation, Lucas et al. 2021)
 * @param barrier max over t of φ(t) − ((1 − t) φ(0) + t φ(1)), how far the loss rises above its
 *     chord; 0 where it does not
 * @param onePointConvexity ⟨g, w − w*⟩ / d² (restricted secant inequality)
 * @param errorBound ‖g‖ / d
 * @param starMargin ⟨g, w − w*⟩ − (ℓ(w) − ℓ(w*)); not negative on a star-convex path (Kleinberg et
 *     al. 2018, Zhou et al. 2019)
 * @param plStar ½ ‖g‖² / ℓ(w) (PL*, Liu et al. 2022)
 * @param alpha least φ'', the length of the segment taken as 1 (α of Eq. 6 of Björck et al. 2021)
 * @param cosine of the angle between −g and w* − w
 */
public record ConvexityMeasures(
    double rise,
    double barrier,
    double onePointConvexity,
    double errorBound,
    double starMargin,
    double plStar,
    double alpha,
    double cosine) {
  /** Distances of 1 / 200 tell the largest rise of a quartic to a few parts in 10⁵. */
  private static final int POINTS = 201;

  /**
   * Measures a segment that was scanned.
   *
   * @param values the loss at equal distances from w to w*, at least two
   * @param alpha least second derivative along it, its length taken as 1
   * @param distance ‖w* − w‖
   */
  public static ConvexityMeasures of(
      double[] values, double alpha, GradientAlignment gradient, double distance) {
    if (values.length < 2) {
      throw new IllegalArgumentException(
          "%d points of a segment; expected at least 2".formatted(values.length));
    }
    double start = values[0];
    double end = values[values.length - 1];
    double square = gradient.gradientNorm() * gradient.gradientNorm();
    return new ConvexityMeasures(
        rise(values),
        barrier(values),
        -gradient.slope() / (distance * distance),
        gradient.gradientNorm() / distance,
        -gradient.slope() - (start - end),
        square / (2 * start),
        alpha,
        gradient.cosine());
  }

  /**
   * Measures a segment whose loss is known everywhere.
   *
   * @param loss φ, from w at 0 to w* at 1
   */
  public static ConvexityMeasures of(
      LineFunction loss, double alpha, GradientAlignment gradient, double distance) {
    double[] values = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[i] = loss.valueAt((double) i / (POINTS - 1));
    }
    return of(values, alpha, gradient, distance);
  }

  /** Math.max and Math.min let NaN through. */
  private static double rise(double[] values) {
    double least = values[0];
    double rise = 0;
    for (double value : values) {
      least = Math.min(least, value);
      rise = Math.max(rise, value - least);
    }
    return rise;
  }

  private static double barrier(double[] values) {
    int last = values.length - 1;
    double barrier = 0;
    for (int i = 0; i <= last; i++) {
      double share = (double) i / last;
      double chord = (1 - share) * values[0] + share * values[last];
      // At the ends the chord is the loss; rounding must not make it a barrier.
      barrier = i == 0 || i == last ? barrier : Math.max(barrier, values[i] - chord);
    }
    return barrier;
  }
}
