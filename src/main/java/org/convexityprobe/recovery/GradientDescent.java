package org.convexityprobe.recovery;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.convexityprobe.data.RandomStreams;

/**
 * Gradient descent on a recovery loss, on all measurements at each step or on blocks of them (SGD).
 *
 * <p>The first step size is {@value #STEP} / σ̂₁, where σ̂₁ is the largest eigenvalue of (1/m) Σ
 * y_i A_i by power iteration: the Hessian of an isometric problem is at most 4σ₁ at the optimum and
 * some 10σ₁ where U is a few times as long. Where the loss over all measurements rises, the step is
 * taken back and halved.
 *
 * @param batch measurements a step; 0 for all
 * @param iterations passes over all measurements at most
 * @param tolerance the descent ends where ‖∇f‖ ≤ tolerance · σ̂₁ ‖U‖
 */
public record GradientDescent(int batch, int iterations, double tolerance) {
  /** All measurements a step. */
  public static final GradientDescent DEFAULT = new GradientDescent(0, 10_000, 1e-8);

  private static final double STEP = 0.1;
  private static final int POWER_STEPS = 30;

  /** A step that was halved so often moves nothing. */
  private static final double LEAST_STEP = 1e-12;

  /** Checks every number. */
  public GradientDescent {
    if (batch < 0 || iterations < 1 || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "batch %d, iterations %d, tolerance %s; expected at least 0, 1 and 0"
              .formatted(batch, iterations, tolerance));
    }
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
  public Descent from(RecoveryLoss loss, Factor start, long seed) {
    double spectral = spectralNorm(loss, start);
    UniformRandomProvider random = RandomStreams.generator(seed, batch);
    double step = STEP / spectral;
    Factor point = start;
    double value = loss.at(point);
    Factor gradient = loss.gradient(point);
    for (int iteration = 0; iteration < iterations; iteration++) {
      if (gradient.norm() <= tolerance * spectral * point.norm()) {
        return new Descent(point, value, gradient.norm(), iteration, Ending.CONVERGED);
      }
      Factor next = batch == 0 ? point.plus(-step, gradient) : pass(loss, point, step, random);
      double lower = loss.at(next);
      if (lower <= value) {
        point = next;
        value = lower;
        gradient = loss.gradient(point);
      } else {
        step /= 2;
        if (!(step * spectral > LEAST_STEP)) {
          return new Descent(point, value, gradient.norm(), iteration, Ending.STUCK);
        }
      }
    }
    return new Descent(point, value, gradient.norm(), iterations, Ending.OUT_OF_ITERATIONS);
  }

  /** One pass over all measurements, in blocks of a random order. */
  private Factor pass(RecoveryLoss loss, Factor from, double step, UniformRandomProvider random) {
    int count = loss.measurements().count();
    int blocks = (count + batch - 1) / batch;
    int[] order = new int[blocks];
    Arrays.setAll(order, i -> i);
    ArraySampler.shuffle(random, order);
    Factor point = from;
    for (int block : order) {
      int first = block * batch;
      RecoveryLoss part = loss.part(first, Math.min(count, first + batch));
      point = point.plus(-step, part.gradient(point));
    }
    return point;
  }

  private static double spectralNorm(RecoveryLoss loss, Factor start) {
    double[] column = new double[start.rows()];
    Arrays.setAll(column, i -> start.get(i, 0));
    Factor vector = new Factor(start.rows(), 1, column);
    double norm = vector.norm();
    for (int i = 0; i < POWER_STEPS && norm > 0; i++) {
      vector = loss.backProjected(vector.scaled(1 / norm));
      norm = vector.norm();
    }
    if (!(norm > 0)) {
      throw new IllegalArgumentException("all measured values are 0; there is nothing to recover");
    }
    return norm;
  }
}
