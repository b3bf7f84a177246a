package org.convexityprobe.cli.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.DemoOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.experiment.recovery.CompletionConfig;
import org.convexityprobe.experiment.recovery.CompletionStudy;
import org.convexityprobe.experiment.recovery.ControlConfig;
import org.convexityprobe.experiment.recovery.ControlStudy;
import org.convexityprobe.experiment.recovery.MinimaConfig;
import org.convexityprobe.experiment.recovery.MinimaStudy;
import org.convexityprobe.experiment.recovery.ProblemConfig;
import org.convexityprobe.experiment.recovery.RecoveryOverview;
import org.convexityprobe.recovery.Ensemble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity recovery demo}. */
@Command(
    name = "demo",
    description =
        "Show in a minute when descent recovers a matrix, and two ways in which it fails.")
final class RecoveryDemoCommand implements Callable<Integer> {
  private static final MinimaConfig MINIMA =
      new MinimaConfig(
          new ProblemConfig(Ensemble.GAUSSIAN, 15, 2, List.of(1.0, 1.5, 2.0, 3.0, 5.0), 1),
          List.of(),
          List.of(),
          5,
          4,
          15,
          500,
          1e-3);

  private static final ControlConfig CONTROL =
      new ControlConfig(List.of(0.6), 400, 1, 0.01, 2000, 1);

  private static final CompletionConfig COMPLETION =
      new CompletionConfig(
          new ProblemConfig(Ensemble.ENTRIES, 30, 2, List.of(8.0), 1),
          List.of(30, 15, 8, 4),
          5,
          4,
          1000,
          CompletionConfig.DEFAULT.weight(),
          CompletionConfig.DEFAULT.bound(),
          1e-3);

  @Spec private CommandSpec spec;
  @Mixin private DemoOptions demo;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/recovery-demo",
      description = "Folder of the results; ${DEFAULT-VALUE} by default.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Path minima = out.resolve("minima");
    Path control = out.resolve("control");
    Path completion = out.resolve("completion");
    int code =
        demo.part(
            1,
            "a 15 × 15 matrix X* of rank 2 is to be found from m random measurements by descent. The"
                + " loss is not convex. Does descent from random starts find X*?",
            new MinimaStudy(MINIMA),
            minima,
            spec);
    if (code == ExitCode.OK) {
      code =
          demo.part(
              2,
              "would a minimum that is not X* be seen if there were one? Here is a problem that has"
                  + " one.",
              new ControlStudy(CONTROL),
              control,
              spec);
    }
    if (code == ExitCode.OK) {
      code =
          demo.part(
              3,
              "now the measurements are entries of X*. Can they find X* if most of it is in a few"
                  + " rows (a coherent matrix)?",
              new CompletionStudy(COMPLETION),
              completion,
              spec);
    }
    if (code == ExitCode.OK) {
      RecoveryOverview.write(minima, control, completion, out);
      spec.commandLine()
          .getOut()
          .println(
              "%nall three in one picture: %s.png".formatted(out.resolve(RecoveryOverview.NAME)));
      spec.commandLine().getOut().flush();
    }
    return code;
  }
}
