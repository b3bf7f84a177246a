package org.convexityprobe.cli.nmf;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.MatrixOptions;
import org.convexityprobe.cli.option.SolveOptions;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.LinesConfig;
import org.convexityprobe.experiment.factorization.LinesStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity nmf lines}. */
@Command(
    name = "lines",
    description = "Compute the exact loss along lines to optima and between random points.")
final class NmfLinesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MatrixOptions matrix;
  @Mixin private SolveOptions solve;
  @Mixin private StudyOptions study;

  @Option(names = "--lines", paramLabel = "N", description = "Lines of each kind; 5 by default.")
  private Integer lines;

  @Override
  public Integer call() throws IOException {
    Configuration<LinesConfig> configuration =
        study.configuration(LinesConfig.class, LinesConfig.DEFAULT);
    matrix.applyTo(configuration);
    solve.applyTo(configuration);
    return study.run(new LinesStudy(configuration.set("lines", lines).resolve()), spec);
  }
}
