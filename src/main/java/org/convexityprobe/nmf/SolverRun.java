package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One group of starting points on its way through a solver. */
final class SolverRun {
  /** A method whose loss may rise stops only after this many small improvements in a row. */
  private static final int PATIENCE = 5;

  private final Solver solver;
  private final FactorizationLoss loss;
  private final int firstStart;
  private final SolverListener listener;
  private final Stepper stepper;
  private final double[] previous;
  private final int[] small;
  private final Solution[] solutions;
  private final long began = System.nanoTime();

  SolverRun(
      Solver solver,
      FactorizationLoss loss,
      List<Factors> starts,
      int firstStart,
      SolverListener listener) {
    this.solver = solver;
    this.loss = loss;
    this.firstStart = firstStart;
    this.listener = listener;
    List<Factors> points = new ArrayList<>();
    starts.forEach(start -> points.add(start.copy()));
    stepper = solver.method().stepper(loss, points, solver.rule());
    previous = new double[points.size()];
    Arrays.fill(previous, Double.POSITIVE_INFINITY);
    small = new int[points.size()];
    solutions = new Solution[points.size()];
  }

  List<Solution> run() {
    for (int index = 0; index < solutions.length; index++) {
      Factors start = stepper.points().get(index);
      solver.requireHealthy(0, 0, start);
    }
    int[] active = java.util.stream.IntStream.range(0, solutions.length).toArray();
    for (int iteration = 0; active.length > 0; iteration += stepper.updates()) {
      FactorizationLoss.Measured[] measured = stepper.step(active);
      for (int i = 0; i < active.length; i++) {
        judge(active[i], iteration, measured[i]);
      }
      active = Arrays.stream(active).filter(index -> solutions[index] == null).toArray();
    }
    return List.of(solutions);
  }

  private void judge(int index, int iteration, FactorizationLoss.Measured measured) {
    Factors point = stepper.points().get(index);
    double now = measured.loss();
    boolean exact = Solver.exact(now, loss);
    requireHealthy(index, iteration, now, point, stepper.descends(index) && !exact);
    double improvement =
        iteration == 0 ? Double.NaN : (previous[index] - now) / previous[index] / stepper.updates();
    listener.iteration(
        firstStart + index,
        new SolverListener.Iteration(
            iteration,
            now / loss.observedCount(),
            improvement,
            Math.sqrt(measured.squaredResidual()),
            seconds()),
        point);
    previous[index] = now;
    int done = iteration + stepper.updates();
    boolean isSmall = improvement >= 0 && improvement < solver.rule().relativeImprovement();
    small[index] = isSmall ? small[index] + 1 : 0;
    if (small[index] >= (stepper.descends(index) ? 1 : PATIENCE)) {
      finish(index, done, Solution.StopReason.CONVERGED);
    } else if (exact) {
      finish(index, done, Solution.StopReason.EXACT);
    } else if (done >= solver.rule().maxIterations()) {
      finish(index, done, Solution.StopReason.ITERATION_LIMIT);
    }
  }

  private void finish(int index, int updates, Solution.StopReason reason) {
    Factors point = stepper.solution(index);
    FactorizationLoss.Measured end = loss.measure(point);
    boolean descends = stepper.descends(index) && reason != Solution.StopReason.EXACT;
    requireHealthy(index, updates, end.loss(), point, descends);
    solutions[index] =
        new Solution(
            firstStart + index,
            point,
            Math.max(0, end.loss()) / loss.observedCount(),
            Math.sqrt(end.squaredResidual()),
            updates,
            reason,
            seconds());
    listener.finished(solutions[index]);
  }

  private void requireHealthy(
      int index, int iteration, double now, Factors point, boolean descends) {
    solver.requireHealthy(iteration, now, point);
    double before = previous[index];
    if (descends && before < Double.POSITIVE_INFINITY) {
      double error = loss.lossError(now, point.rank()) + loss.lossError(before, point.rank());
      solver.requireNoRise(iteration, now, before, error);
    }
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
