package org.convexityprobe.cli.nmf;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.MatrixOptions;
import org.convexityprobe.cli.option.SolveOptions;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.TrajectoryConfig;
import org.convexityprobe.experiment.factorization.TrajectoryStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity nmf trajectory}. */
@Command(
    name = "trajectory",
    description = "Measure gradients and curvature on the path to the optimum.")
final class NmfTrajectoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MatrixOptions matrix;
  @Mixin private SolveOptions solve;
  @Mixin private StudyOptions study;

  @Option(names = "--repetitions", paramLabel = "N", description = "Starting points; 5 by default.")
  private Integer repetitions;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Points measured on each path; 40 by default.")
  private Integer points;

  @Override
  public Integer call() throws IOException {
    Configuration<TrajectoryConfig> configuration =
        study.configuration(TrajectoryConfig.class, TrajectoryConfig.DEFAULT);
    matrix.applyTo(configuration);
    solve.applyToStarts(configuration);
    return study.run(
        new TrajectoryStudy(
            configuration.set("repetitions", repetitions).set("points", points).resolve()),
        spec);
  }
}
