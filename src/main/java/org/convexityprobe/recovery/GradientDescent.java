package org.convexityprobe.recovery;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.convexityprobe.data.RandomStreams;
import org.convexityprobe.recovery.FactorLoss.Evaluation;

/**
 * Gradient descent on a recovery loss, on all measurements at each step or on blocks of them (SGD).
 *
 * <p>The first step size is a number, 0.1 by default, over σ̂₁, where σ̂₁ is the largest eigenvalue
 * of (1/m) Σ y_i A_i by power iteration: the Hessian of an isometric problem is at most 4σ₁ at the
 * optimum and some 10σ₁ where U is a few times as long. Where the loss over all measurements rises,
 * the step is taken back and halved. Steps on all measurements grow again, up to the first size.
 *
 * @param batch measurements a step; 0 for all
 * @param iterations passes over all measurements at most
 * @param tolerance the descent ends where ‖∇f‖ ≤ tolerance · σ̂₁ ‖U‖
 * @param step size of the first steps times σ̂₁
 */
public record GradientDescent(int batch, int iterations, double tolerance, double step) {
  /** All measurements a step. */
  public static final GradientDescent DEFAULT = new GradientDescent(0, 10_000, 1e-8, 0.1);

  /** So many steps that lower the loss say that a step that was halved may be longer again. */
  private static final int BEFORE_LONGER = 20;

  /** A step that was halved so often moves nothing. */
  private static final double LEAST_STEP = 1e-12;

  /** Checks every number. */
  public GradientDescent {
    if (batch < 0 || iterations < 1 || !(tolerance >= 0) || !(step > 0 && step < 1)) {
      throw new IllegalArgumentException(
          ("batch %d, iterations %d, tolerance %s, step %s; expected at least 0, 1 and 0, and a"
                  + " step between 0 and 1")
              .formatted(batch, iterations, tolerance, step));
    }
  }

  /** Makes a descent of the default's steps and tolerance. */
  public static GradientDescent of(int batch, int iterations) {
    return new GradientDescent(batch, iterations, DEFAULT.tolerance, DEFAULT.step);
  }

  /** How a descent ended. */
  public enum Ending {
    /** The gradient is small. */
    CONVERGED,
    /** The number of passes was reached. */
    OUT_OF_ITERATIONS,
    /** No step lowers the loss: a loss that is not finite, or rounding. */
    STUCK
  }

  /**
   * Where a descent ended.
   *
   * @param point the last point
   * @param loss f there
   * @param gradientNorm ‖∇f‖ there
   * @param iterations passes over all measurements
   * @param ending why
   */
  public record Descent(
      Factor point, double loss, double gradientNorm, int iterations, Ending ending) {}

  /**
   * Descends.
   *
   * @param start where from
   * @param seed of the order of blocks
   */
  public Descent from(FactorLoss loss, Factor start, long seed) {
    double spectral = loss.scale();
    UniformRandomProvider random = RandomStreams.generator(seed, batch);
    double longest = step / spectral;
    double length = longest;
    int accepted = 0;
    Factor point = start;
    Evaluation here = loss.evaluate(point);
    double value = here.value();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the loss at the start is %s; expected a finite number; use less noise".formatted(value));
    }
    Factor gradient = here.gradient();
    for (int iteration = 0; iteration < iterations; iteration++) {
      if (gradient.norm() <= tolerance * spectral * point.norm()) {
        return new Descent(point, value, gradient.norm(), iteration, Ending.CONVERGED);
      }
      Factor next = batch == 0 ? point.plus(-length, gradient) : pass(loss, point, length, random);
      Evaluation there = loss.evaluate(next);
      if (there.value() <= value) {
        point = next;
        value = there.value();
        gradient = there.gradient();
        accepted++;
        if (batch == 0 && accepted % BEFORE_LONGER == 0) {
          length = Math.min(longest, 2 * length);
        }
      } else {
        length /= 2;
        accepted = 0;
        if (!(length * spectral > LEAST_STEP)) {
          return new Descent(point, value, gradient.norm(), iteration, Ending.STUCK);
        }
      }
    }
    return new Descent(point, value, gradient.norm(), iterations, Ending.OUT_OF_ITERATIONS);
  }

  /** One pass over all measurements, in blocks of a random order. */
  private Factor pass(FactorLoss loss, Factor from, double length, UniformRandomProvider random) {
    int count = loss.count();
    int blocks = (count + batch - 1) / batch;
    int[] order = new int[blocks];
    Arrays.setAll(order, i -> i);
    ArraySampler.shuffle(random, order);
    Factor point = from;
    for (int block : order) {
      int first = block * batch;
      int last = Math.min(count, first + batch);
      // In a shorter block, the mean would give each measurement more weight than elsewhere.
      double share = (last - first) / (double) batch;
      point = point.plus(-length * share, loss.part(first, last).gradient(point));
    }
    return point;
  }
}
