package org.convexityprobe.cli.recovery;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.recovery.CompletionConfig;
import org.convexityprobe.experiment.recovery.CompletionStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity recovery completion}. */
@Command(
    name = "completion",
    description = {
      "Measure where completion fails: coherent matrices, with and without a penalty on long"
          + " rows.",
      "By default, --ensemble entries, --rank 2 and --ratios 4,10."
    })
final class RecoveryCompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;
  @Mixin private ProblemOptions problem;
  @Mixin private DescentOptions descent;

  @Option(names = "--size", paramLabel = "N", description = "Rows and columns n; 40 by default.")
  private Integer size;

  @Option(
      names = "--supports",
      paramLabel = "N",
      split = ",",
      description =
          "Numbers of rows of U* that are not 0, separated by commas; the fewer, the more"
              + " coherent. 40,20,10,5 by default.")
  private List<Integer> supports;

  @Option(
      names = "--weight",
      paramLabel = "X",
      description = "Weight λ of the penalty; 10 by default.")
  private Double weight;

  @Option(
      names = "--bound",
      paramLabel = "X",
      description =
          "Length of a row beyond which it is penalised, in units of √(r σ₁/n); 2.5 by default.")
  private Double bound;

  @Override
  public Integer call() throws IOException {
    CompletionConfig config =
        descent
            .applyTo(
                problem.applyTo(
                    study.configuration(CompletionConfig.class, CompletionConfig.DEFAULT)))
            .set("problem.size", size)
            .set("supports", supports)
            .set("weight", weight)
            .set("bound", bound)
            .resolve();
    return study.run(new CompletionStudy(config), spec);
  }
}
