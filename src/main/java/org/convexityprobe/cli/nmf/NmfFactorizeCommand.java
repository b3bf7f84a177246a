package org.convexityprobe.cli.nmf;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.MatrixOptions;
import org.convexityprobe.cli.option.SolveOptions;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.FactorizeConfig;
import org.convexityprobe.experiment.factorization.FactorizeStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity nmf factorize}. */
@Command(
    name = "factorize",
    description = "Factorise a matrix; write the factors as npz and every iteration as CSV.")
final class NmfFactorizeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MatrixOptions matrix;
  @Mixin private SolveOptions solve;
  @Mixin private StudyOptions study;

  @Option(names = "--starts", paramLabel = "N", description = "Starting points; 1 by default.")
  private Integer starts;

  @Override
  public Integer call() throws IOException {
    Configuration<FactorizeConfig> configuration =
        study.configuration(FactorizeConfig.class, FactorizeConfig.DEFAULT);
    matrix.applyTo(configuration);
    solve.applyToStarts(configuration);
    return study.run(new FactorizeStudy(configuration.set("starts", starts).resolve()), spec);
  }
}
