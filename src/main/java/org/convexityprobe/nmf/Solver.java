package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds stationary points of a {@link FactorizationLoss} from given starting points.
 *
 * <p>Starting points that fit a product of usual width go through X together. A run fails, and
 * never reports convergence, when a factor becomes zero everywhere, when the loss is not finite, or
 * when it rises, by more than rounding explains, under a method that must lower it. Solutions are
 * scaled to the balance between the factors that their start has, which gradient descent keeps by
 * itself.
 *
 * @param method how it descends
 * @param rule when it stops
 */
public record Solver(SolverMethod method, StoppingRule rule) {
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
    int rank = starts.get(0).rank();
    method.requireUsable(loss);
    advice(loss, rank).forEach(listener::warning);
    int group = loss.pointsAtOnce(rank);
    List<Solution> solutions = new ArrayList<>();
    for (int first = 0; first < starts.size(); first += group) {
      List<Factors> some = starts.subList(first, Math.min(starts.size(), first + group));
      solutions.addAll(new SolverRun(this, loss, some, first, listener).run());
    }
    return solutions;
  }

  private List<String> advice(FactorizationLoss loss, int rank) {
    List<String> lines = new ArrayList<>(method.advice(loss, rank, rule));
    if (rank >= Math.min(loss.rows(), loss.columns())) {
      lines.add(
          "rank %d is not below the smaller side of a %d × %d matrix: it can be fitted exactly"
              .formatted(rank, loss.rows(), loss.columns()));
    }
    return lines;
  }

  /** Checks a point and its loss. */
  void requireHealthy(int iteration, double loss, Factors point) {
    if (!Double.isFinite(loss)) {
      throw new FactorizationException(
          "%s: the loss is %s at iteration %d; use a smaller step, or apg or hals"
              .formatted(method.code(), loss, iteration));
    }
    if (allZero(point.left()) || allZero(point.right())) {
      throw new FactorizationException(
          ("%s: a factor became zero everywhere at iteration %d, which is a saddle that no method"
                  + " leaves; use a smaller step or another seed")
              .formatted(method.code(), iteration));
    }
  }

  /** Checks that a loss did not rise by more than the errors of the two values. */
  void requireNoRise(int iteration, double now, double previous, double error) {
    if (now > previous + error) {
      throw new FactorizationException(
          "%s: the loss rose from %.9g to %.9g at iteration %d; use a smaller step, or apg or hals"
              .formatted(method.code(), previous, now, iteration));
    }
  }

  private static boolean allZero(double[] factor) {
    return Arrays.stream(factor).allMatch(x -> x == 0);
  }

  static boolean exact(double loss, FactorizationLoss of) {
    return loss <= EXACT * of.lossAtZero();
  }
}
