package org.convexityprobe.cli.recovery;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.recovery.RecoveryLinesConfig;
import org.convexityprobe.experiment.recovery.RecoveryLinesStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity recovery lines}. */
@Command(
    name = "lines",
    description = {
      "Measure convexity and star-convexity on lines to the nearest optimum, against n.",
      "By default, --ensemble rank1, --rank 3 and --ratios 4.",
      "Only draws of Gaussian measurements that are not stored use several threads."
    })
final class RecoveryLinesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;
  @Mixin private ProblemOptions problem;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description = "Sizes n, separated by commas; 5,10,20,40,80 by default.")
  private List<Integer> sizes;

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "Problems at each size, each with one line; 100 by default.")
  private Integer lines;

  @Override
  public Integer call() throws IOException {
    RecoveryLinesConfig config =
        problem
            .applyTo(study.configuration(RecoveryLinesConfig.class, RecoveryLinesConfig.DEFAULT))
            .set("problem.size", sizes == null || sizes.isEmpty() ? null : sizes.get(0))
            .set("sizes", sizes)
            .set("lines", lines)
            .resolve();
    return study.run(new RecoveryLinesStudy(config), spec);
  }
}
