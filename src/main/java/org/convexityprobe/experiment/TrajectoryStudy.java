package org.convexityprobe.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.SolverListener;
import org.convexityprobe.nmf.SolverMethod;
import org.convexityprobe.nmf.Trajectory;
import org.convexityprobe.nmf.TrajectoryPoint;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How gradients align with the way to the optimum, and the curvature towards it, along training
 * (Fig. 6, 9 and 10 of the ICLR version).
 *
 * @param matrix what is factorised
 * @param solve the solver that is followed
 * @param repetitions paths from different starting points
 * @param points measured on each path
 */
public record TrajectoryStudy(
    MatrixConfig matrix, FactorizationConfig solve, int repetitions, int points)
    implements FactorizationRun.Study {
  /** Five repetitions, as in the paper. */
  public static final TrajectoryStudy DEFAULT =
      new TrajectoryStudy(MatrixConfig.DEFAULT, FactorizationConfig.DEFAULT, 5, 40);

  /** Checks the sizes and the precision. */
  public TrajectoryStudy {
    if (solve.precision() == SolverMethod.Precision.MIXED) {
      throw new IllegalArgumentException(
          "a trajectory looks at single steps, and mixed precision takes 16 at a time; use double");
    }
    if (repetitions < 1 || points < 2) {
      throw new IllegalArgumentException(
          "%d repetitions of %d points; expected at least 1 and 2".formatted(repetitions, points));
    }
  }

  /**
   * One path.
   *
   * @param repetition its number
   * @param points along it
   */
  public record Path(int repetition, List<TrajectoryPoint> points) {}

  /**
   * All paths.
   *
   * @param manifest what made them
   * @param matrix what was factorised
   * @param paths by repetition
   */
  public record Results(Manifest manifest, MatrixFacts matrix, List<Path> paths) {}

  @Override
  public String kind() {
    return "nmf-trajectory";
  }

  @Override
  public void run(FactorizationRun.Context context) throws IOException {
    MatrixReading reading = context.read(matrix);
    FactorizationLoss loss = context.loss(reading);
    List<Path> paths = new ArrayList<>();
    Journal<Path> journal = context.run().journal(Path.class);
    paths.addAll(journal.entries());
    context.listener().planned("paths", repetitions, paths.size());
    for (int repetition = paths.size(); repetition < repetitions; repetition++) {
      Path path = new Path(repetition, walk(context, loss, repetition));
      journal.append(path);
      paths.add(path);
      context.listener().done();
    }
    context.write(new Results(context.manifest(), MatrixFacts.of(reading), paths), reading);
    write(context, paths);
  }

  private List<TrajectoryPoint> walk(
      FactorizationRun.Context context, FactorizationLoss loss, int repetition) throws IOException {
    SolverListener relay =
        new SolverListener() {
          @Override
          public void iteration(int start, Iteration iteration, Factors next) {
            if (context.stop().getAsBoolean()) {
              throw new CancellationException();
            }
            context.listener().iteration(repetition, iteration);
          }

          @Override
          public void warning(String message) {
            context.listener().note(message);
          }
        };
    return Trajectory.measure(loss, solve.solver(), solve.start(loss, repetition), points, relay);
  }

  private void write(FactorizationRun.Context context, List<Path> paths) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (Path path : paths) {
      for (TrajectoryPoint point : path.points) {
        rows.add(
            List.of(
                path.repetition,
                point.iteration(),
                point.loss(),
                point.cosine(),
                point.curvature()));
      }
    }
    context
        .files()
        .csv("trajectory.csv", List.of("repetition", "iteration", "loss", "cosine", "alpha"), rows);
    context
        .files()
        .figure(
            "trajectory",
            CurvePlot.of(
                matrix.title("Along the way to the optimum", solve.rank()),
                List.of(
                    panel("cosine of −∇ℓ with x* − x0", paths, TrajectoryPoint::cosine),
                    panel("α towards x*", paths, TrajectoryPoint::curvature)),
                "Mean over %d repetitions; faint: 95 %% intervals of the mean."
                    .formatted(paths.size())));
    double least =
        paths.stream()
            .flatMap(path -> path.points.stream())
            .mapToDouble(TrajectoryPoint::cosine)
            .min()
            .orElseThrow();
    double leastCurvature =
        paths.stream()
            .flatMap(path -> path.points.stream())
            .mapToDouble(TrajectoryPoint::curvature)
            .min()
            .orElseThrow();
    context
        .listener()
        .note(
            String.format(
                java.util.Locale.ROOT,
                "least cosine %.4f, least α towards the optimum %.4g",
                least,
                leastCurvature));
  }

  /** Paths of different lengths are compared at equal shares of their iterations. */
  private static Panel panel(
      String yTitle, List<Path> paths, ToDoubleFunction<TrajectoryPoint> value) {
    int count = paths.stream().mapToInt(path -> path.points.size()).min().orElseThrow();
    List<Double> x = new ArrayList<>();
    List<Double> mean = new ArrayList<>();
    List<Double> lower = new ArrayList<>();
    List<Double> upper = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = i;
      double[] values =
          paths.stream().mapToDouble(path -> value.applyAsDouble(path.points.get(at))).toArray();
      double centre = org.hipparchus.stat.StatUtils.mean(values);
      double half = values.length < 2 ? 0 : halfWidth(values);
      x.add(i / (double) count);
      mean.add(centre);
      lower.add(centre - half);
      upper.add(centre + half);
    }
    return new Panel(
        "",
        "share of the iterations",
        yTitle,
        false,
        List.of(new Curve("", x, mean, lower, upper, false)));
  }

  private static double halfWidth(double[] values) {
    double error = Math.sqrt(org.hipparchus.stat.StatUtils.variance(values) / values.length);
    return error * new TDistribution(values.length - 1).inverseCumulativeProbability(0.975);
  }
}
