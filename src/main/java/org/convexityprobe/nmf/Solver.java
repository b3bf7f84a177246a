package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds stationary points of a {@link FactorizationLoss} from given starting points.
 *
 * <p>Starting points that fit a product of usual width go through X together. A run fails, and
 * never reports convergence, when a factor becomes zero everywhere, when the loss is not finite, or
 * when it rises under a method that must lower it. Solutions are scaled to the balance between the
 * factors that their start has, which gradient descent keeps by itself.
 *
 * @param method how it descends
 * @param rule when it stops
 */
public record Solver(SolverMethod method, StoppingRule rule) {
  /** Columns of a matrix product beyond which more give no more speed. */
  private static final int PRODUCT_WIDTH = 64;

  /** Rise of the loss, relative, that rounding may cause. */
  private static final double ROUNDING = 1e-10;

  /** Loss relative to that of zero factors below which only rounding is left of it. */
  private static final double EXACT = 1e-13;

  /**
   * Runs from every starting point.
   *
   * @param starts the points, all of one rank; not changed
   * @return a solution for each, in order
   * @throws IllegalArgumentException if a gradient step is too long to be stable, or of mixed
   *     precision for a matrix that was observed in part
   * @throws FactorizationException if a run cannot go on
   */
  public List<Solution> solve(
      FactorizationLoss loss, List<Factors> starts, SolverListener listener) {
    starts.forEach(loss::requireShape);
    warn(loss, starts.get(0).rank(), listener);
    int group = loss instanceof DenseLoss ? Math.max(1, PRODUCT_WIDTH / starts.get(0).rank()) : 1;
    List<Solution> solutions = new ArrayList<>();
    for (int first = 0; first < starts.size(); first += group) {
      List<Factors> some = starts.subList(first, Math.min(starts.size(), first + group));
      solutions.addAll(new SolverRun(this, loss, some, first, listener).run());
    }
    return solutions;
  }

  private void warn(FactorizationLoss loss, int rank, SolverListener listener) {
    int smaller = Math.min(loss.rows(), loss.columns());
    if (rank >= smaller) {
      listener.warning(
          "rank %d is not below the smaller side of a %d × %d matrix: it can be fitted exactly"
              .formatted(rank, loss.rows(), loss.columns()));
    }
    if (method instanceof SolverMethod.AlternatingLeastSquares
        && loss instanceof MaskedLoss masked
        && masked.linesWithFewer(rank) > 0) {
      listener.warning(
          ("%d rows and columns have fewer observed entries than the rank %d: alternating least"
                  + " squares may make their factors huge, and with them the curvature; gd stays near"
                  + " its start")
              .formatted(masked.linesWithFewer(rank), rank));
    }
    if (method instanceof SolverMethod.GradientDescent descent) {
      if (descent.mixed() && !(loss instanceof DenseLoss)) {
        throw new IllegalArgumentException(
            "mixed precision is for matrices of which every entry was observed; leave it out here");
      }
      double curvature = loss.initialCurvatureBound();
      if (descent.step() > 2 / curvature) {
        throw new IllegalArgumentException(
            ("gradient step %.2g is unstable: the curvature of this loss is about L = %.4g, and a"
                    + " step above 2/L = %.3g diverges; use a smaller step, or apg or hals")
                .formatted(descent.step(), curvature, 2 / curvature));
      }
      if (descent.step() * rule.maxIterations() * curvature < 50) {
        listener.warning(
            ("%d steps of %.2g barely move: the curvature is about L = %.4g, so about %.0f steps of"
                    + " this size cross the steepest direction once")
                .formatted(
                    rule.maxIterations(),
                    descent.step(),
                    curvature,
                    1 / (descent.step() * curvature)));
      }
    }
  }

  Stepper stepper(FactorizationLoss loss, List<Factors> points) {
    if (method instanceof SolverMethod.GradientDescent descent) {
      if (descent.mixed()) {
        return new MixedGradientStepper(
            (DenseLoss) loss, points, descent.step(), rule.relativeImprovement());
      }
      return new GradientStepper(loss, points, descent.step());
    }
    if (method instanceof SolverMethod.AcceleratedGradient) {
      return new AcceleratedStepper(loss, points);
    }
    return new AlternatingStepper(
        loss,
        points,
        method instanceof SolverMethod.AlternatingLeastSquares
            ? AlternatingStepper::leastSquares
            : AlternatingStepper::multiplicative);
  }

  /** Checks a point's loss after an update. */
  void requireHealthy(
      int iteration, double loss, double previous, Factors point, boolean descends) {
    if (!Double.isFinite(loss)) {
      throw new FactorizationException(
          "%s: the loss is %s at iteration %d; use a smaller step, or apg or hals"
              .formatted(method.code(), loss, iteration));
    }
    if (descends && loss > previous * (1 + ROUNDING)) {
      throw new FactorizationException(
          "%s: the loss rose from %.9g to %.9g at iteration %d; use a smaller step, or apg or hals"
              .formatted(method.code(), previous, loss, iteration));
    }
    if (allZero(point.left()) || allZero(point.right())) {
      throw new FactorizationException(
          ("%s: a factor became zero everywhere at iteration %d, which is a saddle that no method"
                  + " leaves; use a smaller step or another seed")
              .formatted(method.code(), iteration));
    }
  }

  private static boolean allZero(double[] factor) {
    return Arrays.stream(factor).allMatch(x -> x == 0);
  }

  static boolean exact(double loss, FactorizationLoss of) {
    return loss <= EXACT * of.lossAtZero();
  }
}
