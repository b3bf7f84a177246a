package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.option.LossOptions;
import org.convexityprobe.cli.option.RunOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.cli.progress.HessianProgress;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.data.Json;
import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.HessianConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.hessian.HessianResult;
import org.convexityprobe.experiment.hessian.HessianResults;
import org.convexityprobe.experiment.hessian.HessianRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.landscape.Spectrum;
import org.convexityprobe.network.Way;
import org.convexityprobe.resnet.CheckpointFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity hessian}. */
@Command(
    name = "hessian",
    description =
        "Compute the ends of the spectrum, the trace and the density of eigenvalues of the Hessian"
            + " of checkpoints' losses, from exact products with it. Requires a build with libtorch"
            + " (Maven profile torch or torch-gpu). Computes in double precision unless"
            + " --precision says otherwise.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity hessian checkpoints/small/epoch-006.zip --data synthetic --images 100 --out"
          + " runs/h",
      "  convexity hessian k1/epoch-200.zip k4/epoch-200.zip --data data/cifar10 --images 1000 \\",
      "      --eigenvalues 5 --steps 150 --device cuda --out runs/hessians"
    })
public final class HessianCommand implements Callable<Integer> {
  /** What the options set. */
  record Settings(DataConfig data, LossConfig loss, HessianConfig hessian, ComputeConfig compute) {}

  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private RunOptions run;
  @Mixin private LossOptions loss;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "1..*",
      description = "Zips of checkpoints, folders of them, or TorchScript networks.")
  private List<Path> checkpoints;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML with any of these settings (data, loss, hessian, compute).")
  private Path config;

  @Option(
      names = "--eigenvalues",
      paramLabel = "N",
      description = "Eigenvalues at each end of the spectrum; 3 by default.")
  private Integer eigenvalues;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Largest number of Hessian-vector products for the --eigenvalues; 100 by default.")
  private Integer steps;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      description =
          "Stop when the residuals are below T times the largest absolute eigenvalue; 0.001 by"
              + " default.")
  private Double tolerance;

  @Option(
      names = "--probes",
      paramLabel = "N",
      description = "Random vectors for trace, norm and density; 10 by default.")
  private Integer probes;

  @Option(
      names = "--probe-steps",
      paramLabel = "N",
      description = "Hessian-vector products for each random vector; 40 by default.")
  private Integer probeSteps;

  @Override
  public Integer call() throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    FailedCheckpoints failed = new FailedCheckpoints();
    Optional<HessianResults> results = compute(settings(), failed, log);
    if (results.isEmpty()) {
      log.println("stopped; the same command continues after the last finished run of products");
      log.flush();
      return ExitCode.INTERRUPTED;
    }
    if (results.get().checkpoints().isEmpty()) {
      return failed.report(spec.commandLine(), ExitCode.OK);
    }
    PrintWriter print = spec.commandLine().getOut();
    if (!json.alone()) {
      results.get().checkpoints().forEach(result -> print(result, print));
      print.println("tables and figures in " + run.out());
    }
    json.write(Json.write(results.get()), print);
    print.flush();
    return failed.report(spec.commandLine(), ExitCode.OK);
  }

  private static void print(HessianResult result, PrintWriter print) {
    Spectrum spectrum = result.spectrum();
    print.printf("%s: %d images%n", result.name(), result.images());
    print.printf("  %-32s %s%n", "largest eigenvalues", list(spectrum.largest()));
    print.printf("  %-32s %s%n", "smallest eigenvalues", list(spectrum.smallest()));
    line(print, "|smallest / largest|", "%.4g", spectrum.convexity());
    line(print, "trace", "%.5g ± %.2g", spectrum.trace().value(), spectrum.trace().standardError());
    line(print, "trace / Frobenius norm", "%.4g", spectrum.traceOverNorm());
    line(
        print,
        "negative eigenvalues",
        "%.1f ± %.1f %% (± over random vectors only; the share depends on --probe-steps)",
        100 * spectrum.negativeShare().value(),
        100 * spectrum.negativeShare().standardError());
    result.warnings().forEach(note -> print.println("note: %s: %s".formatted(result.name(), note)));
  }

  private static void line(PrintWriter print, String name, String format, Object... values) {
    print.printf("  %-32s %s%n", name, String.format(Locale.ROOT, format, values));
  }

  private static String list(List<Spectrum.Eigenvalue> values) {
    return String.join(
        ", ",
        values.stream()
            .map(v -> String.format(Locale.ROOT, "%.6g (residual %.1e)", v.value(), v.residual()))
            .toList());
  }

  private Optional<HessianResults> compute(
      Settings settings, FailedCheckpoints failed, PrintWriter log) throws IOException {
    Interruption interruption = Interruption.install();
    try (UnitExecutor executor = run.executor(settings.compute(), log);
        HessianProgress progress = new HessianProgress(run.quiet(), log, failed)) {
      return new HessianRun(
              CheckpointFiles.expand(checkpoints),
              settings.data(),
              settings.loss(),
              settings.hessian(),
              settings.compute())
          .run(run.out(), executor, new RunControl<>(progress, interruption));
    }
  }

  private Settings settings() throws IOException {
    int threads = ComputeConfig.defaults().threads();
    var configuration =
        run.configuration(
            Settings.class,
            new Settings(
                DataConfig.DEFAULT,
                LossConfig.DEFAULT,
                HessianConfig.DEFAULT,
                new ComputeConfig(Way.TORCH, threads, null, Precision.FLOAT64)),
            config,
            checkpoints);
    requireTorch(String.valueOf(configuration.get("compute.execution")));
    loss.applyTo(configuration, "loss", checkpoints);
    return configuration
        .set("hessian.eigenvalues", eigenvalues)
        .set("hessian.steps", steps)
        .set("hessian.tolerance", tolerance)
        .set("hessian.probes", probes)
        .set("hessian.probeSteps", probeSteps)
        .resolve();
  }

  /** Refuses another way before its precision is refused, which is a default of this command. */
  private static void requireTorch(String execution) {
    if (Arrays.stream(Way.values())
        .anyMatch(way -> way != Way.TORCH && way.name().equalsIgnoreCase(execution))) {
      throw new IllegalArgumentException(
          "execution is %s; expected torch: Hessians are computed only on libtorch; leave it out"
              .formatted(execution.toLowerCase(Locale.ROOT)));
    }
  }
}
