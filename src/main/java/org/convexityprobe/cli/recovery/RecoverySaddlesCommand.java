package org.convexityprobe.cli.recovery;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.recovery.SaddlesConfig;
import org.convexityprobe.experiment.recovery.SaddlesStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity recovery saddles}. */
@Command(
    name = "saddles",
    description = {
      "Measure how negative the curvature is at critical points that are no minima.",
      "By default, --ensemble gaussian, --rank 3 and --ratios 2,4,8,16.",
      "Only draws of Gaussian measurements that are not stored use several threads."
    })
final class RecoverySaddlesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;
  @Mixin private ProblemOptions problem;

  @Option(names = "--size", paramLabel = "N", description = "Rows and columns n; 20 by default.")
  private Integer size;

  @Option(
      names = "--instances",
      paramLabel = "N",
      description = "Problems at each ratio; 5 by default.")
  private Integer instances;

  @Option(
      names = "--searches",
      paramLabel = "N",
      description = "Random starts of each problem, to find other points; 5 by default.")
  private Integer searches;

  @Override
  public Integer call() throws IOException {
    SaddlesConfig config =
        problem
            .applyTo(study.configuration(SaddlesConfig.class, SaddlesConfig.DEFAULT))
            .set("problem.size", size)
            .set("instances", instances)
            .set("searches", searches)
            .resolve();
    return study.run(new SaddlesStudy(config), spec);
  }
}
