package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.landscape.GradientAlignment;

/**
 * Follows a solver to its optimum x*, then walks the same path again and measures at chosen
 * iterations how the gradient is aligned with x* − x0, and the curvature towards x* (Fig. 6, 9 and
 * 10 of the ICLR version). Walking twice needs no memory for the path; it is the same path, bit by
 * bit.
 */
public final class Trajectory {
  private final FactorizationLoss loss;
  private final Factors optimum;
  private final Factors direction;
  private final Factors gradient;
  private final List<TrajectoryPoint> points = new ArrayList<>();

  /**
   * A measured path.
   *
   * @param iterations of the whole path
   * @param points measured on it
   */
  public record Path(int iterations, List<TrajectoryPoint> points) {
    /** Copies the points. */
    public Path {
      points = List.copyOf(points);
    }
  }

  private Trajectory(FactorizationLoss loss, Factors start, Factors optimum) {
    this.loss = loss;
    this.optimum = optimum;
    direction = start.differenceTo(optimum);
    gradient = Factors.zeros(start.rows(), start.columns(), start.rank());
  }

  /**
   * Measures a path.
   *
   * @param count about how many points of the path to measure, at least 2, evenly spaced over the
   *     iterations; the start is among them, the optimum itself is not
   * @param listener hears of the iterations of the first walk, and of those of the second one
   */
  public static Path measure(
      FactorizationLoss loss, Solver solver, Factors start, int count, SolverListener listener) {
    if (count < 2) {
      throw new IllegalArgumentException(
          "%d points of a trajectory; expected at least 2".formatted(count));
    }
    Solution solution = solver.solve(loss, List.of(start), listener).get(0);
    Trajectory trajectory = new Trajectory(loss, start, solution.factors());
    trajectory.add(0, start);
    int every = Math.max(1, solution.iterations() / count);
    SolverListener walker =
        new SolverListener() {
          @Override
          public void iteration(int index, Iteration iteration, Factors next) {
            listener.again(iteration.number(), solution.iterations());
            int number = iteration.number() + 1;
            if (number % every == 0 && number < solution.iterations()) {
              boolean kept = solver.method().keepsBalance();
              trajectory.add(number, kept ? next : Balance.like(trajectory.loss, start, next));
            }
          }
        };
    new Solver(solver.method(), new StoppingRule(solution.iterations(), 0))
        .solve(loss, List.of(start), walker);
    return new Path(solution.iterations(), trajectory.points);
  }

  private void add(int iteration, Factors point) {
    double value = loss.gradientAt(point, gradient);
    double norms = Math.sqrt(gradient.squaredNorm() * direction.squaredNorm());
    int observed = loss.observedCount();
    Quartic segment = loss.along(point, optimum).scaledBy(1.0 / observed);
    points.add(
        new TrajectoryPoint(
            iteration,
            value / observed,
            -gradient.dot(direction) / norms,
            segment.minimumCurvature(),
            measures(point, segment)));
  }

  private ConvexityMeasures measures(Factors point, Quartic segment) {
    Factors way = point.differenceTo(optimum);
    double distance = Math.sqrt(way.squaredNorm());
    double norm = Math.sqrt(gradient.squaredNorm());
    double slope = gradient.dot(way);
    int observed = loss.observedCount();
    return ConvexityMeasures.of(
        segment,
        segment.minimumCurvature(),
        new GradientAlignment(norm / observed, slope / observed, -slope / (norm * distance)),
        distance);
  }
}
