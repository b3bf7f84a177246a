package org.convexityprobe.cli.nmf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.DemoOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.ProgramName;
import org.convexityprobe.data.matrix.SyntheticMatrix;
import org.convexityprobe.experiment.factorization.CurvatureConfig;
import org.convexityprobe.experiment.factorization.CurvatureStudy;
import org.convexityprobe.experiment.factorization.FactorizationConfig;
import org.convexityprobe.experiment.factorization.LinesConfig;
import org.convexityprobe.experiment.factorization.LinesStudy;
import org.convexityprobe.experiment.factorization.MatrixConfig;
import org.convexityprobe.experiment.factorization.PlantedConfig;
import org.convexityprobe.experiment.factorization.PlantedSweep;
import org.convexityprobe.nmf.SolverMethod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity demo nmf}. */
@Command(
    name = "nmf",
    description = "Show the planted model, and lines and curvature of a matrix like the ORL faces.")
public final class DemoNmfCommand implements Callable<Integer> {
  private static final MatrixConfig FACES =
      new MatrixConfig(
          List.of(),
          MatrixConfig.DEFAULT.format(),
          null,
          MatrixConfig.DEFAULT.window(),
          MatrixConfig.DEFAULT.hop(),
          MatrixConfig.DEFAULT.channel(),
          MatrixConfig.DEFAULT.table(),
          new SyntheticMatrix(100, 644, 12, 0.3, 1, 1),
          false,
          false,
          false,
          1,
          null,
          1);

  private static final FactorizationConfig SOLVE =
      new FactorizationConfig(
          12,
          FactorizationConfig.Method.HALS,
          1e-5,
          SolverMethod.Precision.DOUBLE,
          500,
          1e-5,
          FactorizationConfig.Start.HALF_NORMAL,
          1,
          List.of());

  @Spec private CommandSpec spec;
  @Mixin private DemoOptions demo;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/demo-nmf",
      description = "Folder of the results; ${DEFAULT-VALUE} by default.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    PlantedConfig planted =
        new PlantedConfig(
            List.of(4, 8, 16, 32, 64),
            1,
            0.5,
            PlantedConfig.DEFAULT.laws(),
            List.of(1.0),
            300,
            500,
            1);
    int code =
        demo.part(
            1,
            "the planted model: matrices made of factors that are known. On lines to these factors,"
                + " how often is the loss convex, as the matrix grows?",
            new PlantedSweep(planted),
            out.resolve("planted"),
            spec);
    if (code == ExitCode.OK) {
      code =
          demo.part(
              2,
              "a matrix like the ORL faces, factorised: is the loss convex from random points to the"
                  + " optimum, and between random points? The papers report that it is.",
              new LinesStudy(new LinesConfig(FACES, SOLVE, 5)),
              out.resolve("lines"),
              spec);
    }
    if (code == ExitCode.OK) {
      CurvatureConfig curvature = new CurvatureConfig(FACES, SOLVE, 10, 50, List.of(0.2, 0.5, 1.0));
      code =
          demo.part(
              3,
              "parts of that matrix: how much does the curvature on such lines vary? The papers find"
                  + " that its deviation falls, relative to its mean, as the matrix grows.",
              new CurvatureStudy(curvature),
              out.resolve("curvature"),
              spec);
    }
    if (code == ExitCode.OK && !demo.quiet()) {
      spec.commandLine()
          .getOut()
          .println(
              "%nfigures in %s; all on one page: %s report %s %s %s"
                  .formatted(
                      out,
                      ProgramName.get(),
                      out.resolve("planted"),
                      out.resolve("lines"),
                      out.resolve("curvature")));
    }
    return code;
  }
}
