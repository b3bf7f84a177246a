package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.List;
import org.convexityprobe.experiment.factorization.TrajectoryResults.Path;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.SolverListener;
import org.convexityprobe.nmf.Trajectory;

/**
 * The path of a solver from one starting point, and what is measured along it.
 *
 * @param config of all paths
 * @param repetition number of the starting point
 */
record TrajectoryUnit(TrajectoryConfig config, int repetition) implements StudyUnit<Path> {
  @Override
  public String describe() {
    return "path from starting point " + repetition;
  }

  @Override
  public List<InputFile> inputs() throws IOException {
    return matrix().inputs(config.solve().initialFactors());
  }

  @Override
  public Path compute(UnitContext context, RunControl<FactorizationListener> control)
      throws IOException {
    FactorizationLoss loss = context.get(matrix());
    FactorizationConfig solve = config.solve();
    Factors start = solve.start(loss, repetition, context);
    Trajectory.Path path =
        Trajectory.measure(loss, solve.solver(), start, config.points(), relay(control));
    return new Path(repetition, path.iterations(), path.points());
  }

  private ScaledMatrix matrix() {
    return new ScaledMatrix(config.matrix(), 1);
  }

  private SolverListener relay(RunControl<FactorizationListener> control) {
    return new SolverListener() {
      @Override
      public void iteration(int start, Iteration iteration, Factors next) {
        control.check();
        control.listener().iteration(repetition, iteration);
      }

      @Override
      public void again(int number, int iterations) {
        control.check();
        control.listener().measuring(repetition, number, iterations);
      }

      @Override
      public void warning(String message) {
        control.listener().note(message);
      }
    };
  }
}
