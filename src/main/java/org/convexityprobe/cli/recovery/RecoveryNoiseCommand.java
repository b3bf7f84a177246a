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
    description = {
      "Measure how far minima of noisy problems lie from the planted matrix.",
      "By default, --ensemble gaussian, --rank 2 and --ratios 5,10,20,40."
    })
final class RecoveryNoiseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;
  @Mixin private ProblemOptions problem;
  @Mixin private DescentOptions descent;

  @Option(names = "--size", paramLabel = "N", description = "Rows and columns n; 20 by default.")
  private Integer size;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description = "Several n, separated by commas: also fits exponents against n.")
  private List<Integer> sizes;

  @Option(
      names = "--noises",
      paramLabel = "SIGMA",
      split = ",",
      description =
          "Standard deviations of the noise, separated by commas; 0.01,0.03,0.1,0.3 by default.")
  private List<Double> noises;

  @Override
  public Integer call() throws IOException {
    NoiseConfig config =
        descent
            .applyTo(problem.applyTo(study.configuration(NoiseConfig.class, NoiseConfig.DEFAULT)))
            .set("problem.size", ProblemOptions.first("--size", size, "--sizes", sizes))
            .set("sizes", sizes)
            .set("noises", noises)
            .resolve();
    return study.run(new NoiseStudy(config), spec);
  }
}
