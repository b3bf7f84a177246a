package org.convexityprobe.cli.recovery;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.recovery.NoiseConfig;
import org.convexityprobe.experiment.recovery.NoiseStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity recovery noise}. */
@Command(
    name = "noise",
    description = "Measure how far minima of noisy problems lie from the planted matrix.")
final class RecoveryNoiseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;
  @Mixin private ProblemOptions problem;

  @Option(names = "--size", paramLabel = "N", description = "Rows and columns n; 20 by default.")
  private Integer size;

  @Option(
      names = "--noises",
      paramLabel = "SIGMA",
      split = ",",
      description = "Standard deviations of the noise, separated by commas.")
  private List<Double> noises;

  @Option(
      names = "--instances",
      paramLabel = "N",
      description = "Problems at each ratio and noise; 5 by default.")
  private Integer instances;

  @Option(
      names = "--starts",
      paramLabel = "N",
      description = "Random starts of each problem; 4 by default.")
  private Integer starts;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Largest number of passes over the measurements; 2000 by default.")
  private Integer iterations;

  @Override
  public Integer call() throws IOException {
    NoiseConfig config =
        problem
            .applyTo(study.configuration(NoiseConfig.class, NoiseConfig.DEFAULT))
            .set("problem.size", size)
            .set("noises", noises)
            .set("instances", instances)
            .set("starts", starts)
            .set("iterations", iterations)
            .resolve();
    return study.run(new NoiseStudy(config), spec);
  }
}
