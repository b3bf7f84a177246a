package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.factorization.TrajectoryResults.Path;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.SolverListener;
import org.convexityprobe.nmf.Trajectory;

/**
 * How gradients align with the way to the optimum, and the curvature towards it, along training
 * (Fig. 6, 9 and 10 of the ICLR version).
 */
public record TrajectoryStudy(TrajectoryConfig config) implements Study {
  @Override
  public String kind() {
    return "nmf-trajectory";
  }

  @Override
  public void run(StudyContext context) throws IOException {
    MatrixReading reading = context.read(config.matrix());
    Journal<Path> journal = context.run().journal(Path.class);
    List<Path> paths = new ArrayList<>(journal.entries());
    context.listener().planned("paths", config.repetitions(), paths.size());
    if (paths.size() < config.repetitions()) {
      FactorizationLoss loss = context.loss(reading);
      for (int repetition = paths.size(); repetition < config.repetitions(); repetition++) {
        Path path = walk(context, loss, repetition);
        journal.append(path);
        paths.add(path);
        context.listener().done();
      }
    }
    context.writeNames(reading);
    TrajectoryResults results =
        new TrajectoryResults(context.run().manifest(), MatrixFacts.of(reading), paths);
    TrajectoryFiles.write(config, results, context.files());
    context.listener().note(TrajectoryFiles.note(results));
  }

  private Path walk(StudyContext context, FactorizationLoss loss, int repetition)
      throws IOException {
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
    FactorizationConfig solve = config.solve();
    Factors start = solve.start(loss, repetition);
    Trajectory.Path path = Trajectory.measure(loss, solve.solver(), start, config.points(), relay);
    return new Path(repetition, path.iterations(), path.points());
  }
}
