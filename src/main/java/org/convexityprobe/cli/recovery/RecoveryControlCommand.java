package org.convexityprobe.cli.recovery;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.recovery.ControlConfig;
import org.convexityprobe.experiment.recovery.ControlStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity recovery control}. */
@Command(
    name = "control",
    description =
        "Descend on problems that have a spurious minimum: a negative control that must find it.")
final class RecoveryControlCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;

  @Option(
      names = "--starts",
      paramLabel = "N",
      description = "Random starts of each method; 1000 by default.")
  private Integer starts;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Measurements per step of SGD, of three; 1 by default.")
  private Integer batch;

  @Option(
      names = "--isometry",
      paramLabel = "X",
      split = ",",
      description =
          "Restricted isometry constants of the problems, from 0.5 to below 1; 0.5,0.6 by"
              + " default.")
  private List<Double> isometry;

  @Option(
      names = "--step",
      paramLabel = "X",
      description = "First step size of SGD, in units of 1/σ₁; 0.01 by default.")
  private Double step;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Largest number of passes over the measurements; 3000 by default.")
  private Integer iterations;

  @Option(names = "--seed", paramLabel = "SEED", description = "Seed; 1 by default.")
  private Long seed;

  @Override
  public Integer call() throws IOException {
    ControlConfig config =
        study
            .configuration(ControlConfig.class, ControlConfig.DEFAULT)
            .set("starts", starts)
            .set("isometry", isometry)
            .set("batch", batch)
            .set("step", step)
            .set("iterations", iterations)
            .set("seed", seed)
            .resolve();
    return study.run(new ControlStudy(config), spec);
  }
}
