package org.convexityprobe.landscape;

/**
 * How a descent direction −∇ℓ(w) is aligned with the way to another point w*: the cosine of their
 * angle is positive where a small enough step of gradient descent comes nearer to w* (Fig. 6 of the
 * ICLR version; Kleinberg et al. 2018; Zhou et al. 2019).
 *
 * @param gradientNorm ‖∇ℓ(w)‖
 * @param slope ∇ℓ(w)·(w* − w), the derivative of the loss on the way at its start
 * @param cosine −∇ℓ(w)·(w* − w) / (‖∇ℓ(w)‖ ‖w* − w‖); NaN where one of the norms is 0
 */
public record GradientAlignment(double gradientNorm, double slope, double cosine) {
  /**
   * Measures an alignment.
   *
   * @param gradient ∇ℓ(w)
   * @param way w* − w
   */
  public static GradientAlignment of(double[] gradient, Direction way) {
    Direction.requireLength(gradient.length, way.length(), "gradient and direction");
    double square = 0;
    double product = 0;
    for (int i = 0; i < gradient.length; i++) {
      square += gradient[i] * gradient[i];
      product += gradient[i] * way.get(i);
    }
    double norm = Math.sqrt(square);
    return new GradientAlignment(norm, product, -product / (norm * way.norm(0, way.length())));
  }
}
