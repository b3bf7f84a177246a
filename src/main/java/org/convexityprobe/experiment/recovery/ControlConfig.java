package org.convexityprobe.experiment.recovery;

import java.util.List;
import org.convexityprobe.recovery.GradientDescent;
import org.convexityprobe.recovery.SpuriousMinimum;

/**
 * How problems with a known spurious minimum are descended on.
 *
 * @param isometry restricted isometry constants of the problems, from ½ to below 1
 * @param starts random starts of each method
 * @param batch measurements a step of stochastic descent; there are three
 * @param step size of its steps times σ̂₁; larger ones leave minima that are not deep
 * @param iterations passes over the measurements at most
 * @param seed of the starts and of the order of measurements
 */
public record ControlConfig(
    List<Double> isometry, int starts, int batch, double step, int iterations, long seed) {
  /** A thousand starts on the published problem and on one that has a minimum. */
  public static final ControlConfig DEFAULT =
      new ControlConfig(List.of(0.5, 0.6), 1000, 1, 0.01, 3000, 1);

  /** Checks every number. */
  public ControlConfig {
    isometry = List.copyOf(isometry);
    isometry.forEach(SpuriousMinimum::instance);
    if (isometry.isEmpty() || starts < 1 || batch < 1 || iterations < 1) {
      throw new IllegalArgumentException(
          "isometry %s, starts %d, batch %d, iterations %d; expected at least 1 of each"
              .formatted(isometry, starts, batch, iterations));
    }
    new GradientDescent(batch, iterations, 0, step);
  }

  /** Returns a descent on all measurements a step. */
  GradientDescent gradientDescent() {
    return GradientDescent.of(0, iterations);
  }

  /** Returns a descent on some measurements a step. */
  GradientDescent stochastic() {
    return new GradientDescent(batch, iterations, GradientDescent.DEFAULT.tolerance(), step);
  }
}
