package org.convexityprobe.cli.nmf;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.StarConfig;
import org.convexityprobe.experiment.factorization.StarStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity nmf star}. */
@Command(name = "star", description = "Draw a function that is star-convex and not convex.")
final class NmfStarCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;

  @Option(
      names = "--exponent",
      paramLabel = "P",
      description = "Exponent p, from 0.001 to below 1; 0.5 by default.")
  private Double exponent;

  @Override
  public Integer call() throws IOException {
    Configuration<StarConfig> configuration =
        study.configuration(StarConfig.class, StarConfig.DEFAULT);
    return study.run(new StarStudy(configuration.set("exponent", exponent).resolve()), spec);
  }
}
