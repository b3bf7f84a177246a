package org.convexityprobe.cli.nmf;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.MatrixOptions;
import org.convexityprobe.cli.option.SolveOptions;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.SpectrumConfig;
import org.convexityprobe.experiment.factorization.SpectrumStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convexity nmf spectrum}. */
@Command(name = "spectrum", description = "Compute the singular values of an optimum's factors.")
final class NmfSpectrumCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MatrixOptions matrix;
  @Mixin private SolveOptions solve;
  @Mixin private StudyOptions study;

  @Override
  public Integer call() throws IOException {
    Configuration<SpectrumConfig> configuration =
        study.configuration(SpectrumConfig.class, SpectrumConfig.DEFAULT);
    matrix.applyTo(configuration);
    solve.applyTo(configuration);
    return study.run(new SpectrumStudy(configuration.resolve()), spec);
  }
}
