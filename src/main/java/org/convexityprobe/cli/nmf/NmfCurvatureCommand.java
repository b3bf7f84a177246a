package org.convexityprobe.cli.nmf;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.MatrixOptions;
import org.convexityprobe.cli.option.SolveOptions;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.CurvatureConfig;
import org.convexityprobe.experiment.factorization.CurvatureStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity nmf curvature}. */
@Command(
    name = "curvature",
    description = "Measure the curvature towards optima against the size of the matrix.")
final class NmfCurvatureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MatrixOptions matrix;
  @Mixin private SolveOptions solve;
  @Mixin private StudyOptions study;

  @Option(names = "--optima", paramLabel = "N", description = "Optima at each rate; 50 by default.")
  private Integer optima;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Random points at each rate; 50 by default.")
  private Integer points;

  @Option(
      names = "--rates",
      paramLabel = "SHARE",
      split = ",",
      description =
          "Shares of rows and columns to keep, separated by commas; 0.1,0.2,0.4,0.6,0.8,1 by"
              + " default.")
  private List<Double> rates;

  @Override
  public Integer call() throws IOException {
    Configuration<CurvatureConfig> configuration =
        study.configuration(CurvatureConfig.class, CurvatureConfig.DEFAULT);
    matrix.applyTo(configuration);
    solve.applyTo(configuration);
    return study.run(
        new CurvatureStudy(
            configuration
                .set("optima", optima)
                .set("points", points)
                .set("rates", rates)
                .resolve()),
        spec);
  }
}
