package org.convexityprobe.cli.recovery;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.recovery.MinimaConfig;
import org.convexityprobe.experiment.recovery.MinimaStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity recovery minima}. */
@Command(
    name = "minima",
    description = "Measure from how many random starts descent reaches the planted matrix.")
final class RecoveryMinimaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;
  @Mixin private ProblemOptions problem;

  @Option(names = "--size", paramLabel = "N", description = "Rows and columns n; 30 by default.")
  private Integer size;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description = "Several n, separated by commas: draws a phase diagram.")
  private List<Integer> sizes;

  @Option(
      names = "--ranks",
      paramLabel = "R",
      split = ",",
      description = "Several r, separated by commas: draws a phase diagram.")
  private List<Integer> ranks;

  @Option(
      names = "--instances",
      paramLabel = "N",
      description = "Problems at each ratio; 5 by default.")
  private Integer instances;

  @Option(
      names = "--starts",
      paramLabel = "N",
      description = "Random starts of each problem; 4 by default.")
  private Integer starts;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Measurements per step of SGD; 30 by default.")
  private Integer batch;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Largest number of passes over the measurements; 1000 by default.")
  private Integer iterations;

  @Override
  public Integer call() throws IOException {
    MinimaConfig config =
        problem
            .applyTo(study.configuration(MinimaConfig.class, MinimaConfig.DEFAULT))
            .set("problem.size", size)
            .set("sizes", sizes)
            .set("ranks", ranks)
            .set("instances", instances)
            .set("starts", starts)
            .set("batch", batch)
            .set("iterations", iterations)
            .resolve();
    return study.run(new MinimaStudy(config), spec);
  }
}
