package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.FilterOptions;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.option.LossOptions;
import org.convexityprobe.cli.option.RunOptions;
import org.convexityprobe.cli.option.VerdictOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.ProbeProgress;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.DirectionConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.ProbeConfig.CrossCheck;
import org.convexityprobe.experiment.config.ProbeConfig.Scan;
import org.convexityprobe.experiment.probe.ProbeRun;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeFiles;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.resnet.CheckpointFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity probe}. */
@Command(
    name = "probe",
    description = {
      "Scan random lines around networks and measure their convexity length.",
      "Networks are checkpoints, or TorchScript files of any kind: in Python,"
          + " torch.jit.trace(model.eval(), x).save('net.pt'). The code of such a file runs: use"
          + " only files that you trust."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity probe checkpoints/small/epoch-*.zip --data synthetic --out runs/small",
      "  convexity probe checkpoints/resnet20-k2/epoch-300.zip --data data/cifar10 \\",
      "      --lines 25 --points 51 --images 5000 --batch-norm running --out runs/k2",
      "  convexity probe models/resnet56.zip --direction theirs.safetensors --out runs/theirs",
      "  convexity probe net.pt --data images.npz --mean 0.5 --std 0.25 --out runs/net",
      "  convexity probe models/*.zip --data data/cifar10 --cluster spark://HOST:7077 --out"
          + " runs/all"
    })
public final class ProbeCommand implements Callable<Integer> {
  /** What the options set. */
  record Settings(DataConfig data, ProbeConfig probe, ComputeConfig compute) {}

  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private RunOptions run;
  @Mixin private LossOptions loss;
  @Mixin private VerdictOptions verdicts;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "1..*",
      description = "Zips of checkpoints, folders of them, or TorchScript networks.")
  private List<Path> checkpoints;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML with any of these settings (data, probe, compute).")
  private Path config;

  @Option(names = "--lines", paramLabel = "N", description = "Random lines; 25 by default.")
  private Integer lines;

  @Option(names = "--points", paramLabel = "N", description = "Grid points, odd; 51 by default.")
  private Integer points;

  @Option(names = "--length", paramLabel = "L", description = "Length of a line; 1 by default.")
  private Double length;

  @Option(
      names = "--direction",
      paramLabel = "FILE",
      description =
          "Scan one line, along the direction in this file: safetensors or npz, with PyTorch's"
              + " tensor names. Absent tensors are zero.")
  private Path direction;

  @Option(
      names = "--save-directions",
      description = "Write each line's direction to OUT/directions, as safetensors and HDF5.")
  private boolean saveDirections;

  @Option(
      names = "--scan",
      paramLabel = "SCAN",
      description =
          "${COMPLETION-CANDIDATES}; plain by default. adaptive finds L of all training images;"
              + " each verdict evaluates only as many images as it needs.")
  private Scan scan;

  @Option(
      names = "--refine",
      negatable = true,
      description = "Halve the grid spacing until the length changes by less than 0.01.")
  private Boolean refine;

  @Option(
      names = "--cross-check",
      paramLabel = "CHECK",
      description = {
        "Second method to judge each line: ${COMPLETION-CANDIDATES}; none by default.",
        "slope: whether the slope increases.",
        "curvature: the sign of the exact second derivative, split into its Gauss-Newton part and"
            + " the rest; kinks of ReLU are ignored. It takes six evaluations a point and needs"
            + " native execution."
      })
  private CrossCheck crossCheck;

  @Mixin private FilterOptions filters;

  @Override
  public Integer call() throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    requireOneKindOfDirection();
    Settings settings = configuration().resolve();
    if (filters.list()) {
      return FilterList.print(
          CheckpointFiles.expand(checkpoints),
          settings.probe().filters(),
          settings.probe().normalizationDirection(),
          spec.commandLine().getOut());
    }
    FailedCheckpoints failed = new FailedCheckpoints();
    Optional<ProbeResults> results = probe(settings, failed, log);
    if (results.isEmpty()) {
      log.println("stopped; the same command continues where it stopped");
      log.flush();
      return ExitCode.INTERRUPTED;
    }
    if (results.get().checkpoints().isEmpty()) {
      return failed.report(spec.commandLine(), ExitCode.OK);
    }
    PrintWriter print = spec.commandLine().getOut();
    Comparison comparison = Comparison.of(results.get());
    if (!json.alone()) {
      ProbeReport.print(comparison, print);
      print.println("results, tables and figures in " + run.out());
    }
    json.write(ProbeReport.json(comparison), print);
    return failed.report(spec.commandLine(), ProbeReport.code(results.get()));
  }

  private Optional<ProbeResults> probe(Settings settings, FailedCheckpoints failed, PrintWriter log)
      throws IOException {
    List<Path> zips = CheckpointFiles.expand(checkpoints);
    ProbeFiles.requireDistinct(zips);
    Interruption interruption = Interruption.install();
    try (UnitExecutor executor = run.executor(settings.compute(), log);
        ProbeProgress progress = new ProbeProgress(run.quiet(), log, failed)) {
      Optional<ProbeResults> results =
          new ProbeRun(
                  zips,
                  settings.data(),
                  settings.probe(),
                  settings.compute(),
                  new DirectionConfig(direction, saveDirections))
              .run(run.out(), executor, new RunControl<>(progress, interruption));
      if (results.isPresent()) {
        ProbeFiles.write(results.get(), run.out());
      }
      return results;
    }
  }

  private void requireOneKindOfDirection() {
    if (direction != null && filters.normalizationDirection() != null) {
      throw new IllegalArgumentException(
          "--direction gives the whole direction; leave out --normalization-direction");
    }
    if (direction != null && filters.given()) {
      throw new IllegalArgumentException(
          "--direction gives the whole direction; leave out --filter");
    }
    if (direction != null && lines != null && lines != 1) {
      throw new IllegalArgumentException(
          "--lines is %d; --direction gives one line".formatted(lines));
    }
  }

  private Configuration<Settings> configuration() throws IOException {
    Configuration<Settings> configuration =
        run.configuration(
            Settings.class,
            new Settings(DataConfig.DEFAULT, ProbeConfig.DEFAULT, ComputeConfig.defaults()),
            config,
            checkpoints);
    loss.applyTo(configuration, "probe", checkpoints);
    verdicts.applyTo(configuration, "probe");
    filters.applyTo(configuration, "probe");
    return configuration
        .set("probe.lines", direction == null ? lines : Integer.valueOf(1))
        .set("probe.scan", scan)
        .set("probe.points", points)
        .set("probe.length", length)
        .set("probe.refine", refine)
        .set("probe.crossCheck", crossCheck);
  }
}
