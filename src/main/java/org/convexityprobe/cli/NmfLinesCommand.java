package org.convexityprobe.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.LinesStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity nmf lines}. */
@Command(
    name = "lines",
    description = "The exact loss along lines to optima and between random points.")
final class NmfLinesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MatrixOptions matrix;
  @Mixin private SolveOptions solve;
  @Mixin private StudyOptions study;

  @Option(names = "--lines", paramLabel = "N", description = "Lines of each kind; 5 by default.")
  private Integer lines;

  @Override
  public Integer call() throws IOException {
    Configuration<LinesStudy> configuration =
        study.configuration(LinesStudy.class, LinesStudy.DEFAULT);
    matrix.applyTo(configuration);
    solve.applyTo(configuration);
    return study.run(configuration.set("lines", lines).resolve(), spec);
  }
}
