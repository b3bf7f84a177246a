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
    description = {
      "Measure from how many random starts descent reaches the planted matrix.",
      "By default, --ensemble gaussian, --rank 3 and --ratios 1,1.5,2,2.5,3,4,6,8."
    })
final class RecoveryMinimaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;
  @Mixin private ProblemOptions problem;
  @Mixin private DescentOptions descent;

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
      names = "--batch",
      paramLabel = "N",
      description = "Measurements per step of SGD; 30 by default.")
  private Integer batch;

  @Override
  public Integer call() throws IOException {
    MinimaConfig config =
        descent
            .applyTo(problem.applyTo(study.configuration(MinimaConfig.class, MinimaConfig.DEFAULT)))
            .set("problem.size", ProblemOptions.first("--size", size, "--sizes", sizes))
            .set("problem.rank", ProblemOptions.first("--rank", problem.rank(), "--ranks", ranks))
            .set("sizes", sizes)
            .set("ranks", ranks)
            .set("batch", batch)
            .resolve();
    return study.run(new MinimaStudy(config), spec);
  }
}
