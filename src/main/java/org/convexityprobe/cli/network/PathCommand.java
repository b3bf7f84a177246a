package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.option.LossOptions;
import org.convexityprobe.cli.option.RunOptions;
import org.convexityprobe.cli.option.VerdictOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.ProbeProgress;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.PathConfig;
import org.convexityprobe.experiment.probe.PathFiles;
import org.convexityprobe.experiment.probe.PathResult;
import org.convexityprobe.experiment.probe.PathResults;
import org.convexityprobe.experiment.probe.PathRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.resnet.CheckpointFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity path}. */
@Command(
    name = "path",
    description =
        "Scan the loss along the segments from checkpoints to the last of them, judge whether they"
            + " are convex or star-convex, and measure how gradients are aligned with them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity path checkpoints/small/epoch-000.zip checkpoints/small/epoch-006.zip \\",
      "      --data synthetic --out runs/segment",
      "  convexity path checkpoints/resnet20-k2/epoch-*.zip --data data/cifar10 --out runs/path"
    })
public final class PathCommand implements Callable<Integer> {
  /** What the options set. */
  record Settings(DataConfig data, LossConfig loss, PathConfig path, ComputeConfig compute) {}

  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private RunOptions run;
  @Mixin private LossOptions loss;
  @Mixin private VerdictOptions verdicts;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "1..*",
      description =
          "Zips of checkpoints of one network, or their folder, or TorchScript networks of one"
              + " architecture; all segments end at the last of them.")
  private List<Path> checkpoints;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML with any of these settings (data, loss, path, compute).")
  private Path config;

  @Option(names = "--points", paramLabel = "N", description = "Points, odd; 51 by default.")
  private Integer points;

  @Override
  public Integer call() throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    FailedCheckpoints failed = new FailedCheckpoints();
    Optional<PathResults> results = scan(configuration().resolve(), failed, log);
    if (results.isEmpty()) {
      log.println("stopped; the same command continues after the last finished segment");
      log.flush();
      return ExitCode.INTERRUPTED;
    }
    if (results.get().paths().isEmpty()) {
      return failed.report(spec.commandLine(), ExitCode.OK);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!json.alone()) {
      print(results.get(), out);
    }
    json.write(Json.write(results.get()), out);
    boolean finite =
        results.get().paths().stream()
            .flatMap(path -> path.scan().values().stream())
            .allMatch(Double::isFinite);
    return failed.report(spec.commandLine(), finite ? ExitCode.OK : ExitCode.NUMERICAL);
  }

  private Optional<PathResults> scan(Settings settings, FailedCheckpoints failed, PrintWriter log)
      throws IOException {
    Interruption interruption = Interruption.install();
    try (UnitExecutor executor = run.executor(settings.compute(), log);
        ProbeProgress progress = new ProbeProgress(run.quiet(), log, failed)) {
      Optional<PathResults> results =
          new PathRun(
                  CheckpointFiles.expand(checkpoints),
                  settings.data(),
                  settings.loss(),
                  settings.path(),
                  settings.compute())
              .run(run.out(), executor, new RunControl<>(progress, interruption));
      if (results.isPresent() && !results.get().paths().isEmpty()) {
        PathFiles.write(results.get(), run.out());
      }
      return results;
    }
  }

  private void print(PathResults results, PrintWriter print) {
    print.println("Segments to " + results.destination());
    boolean epochs = results.paths().stream().allMatch(path -> path.description().epoch() != null);
    print.printf(
        "%-7s %10s %12s %12s %12s %9s %12s  %-10s %-12s %s%n",
        epochs ? "epoch" : "network",
        "distance",
        "loss there",
        "at the end",
        "slope",
        "cosine",
        "barrier",
        "convex",
        "star-convex",
        "below chord");
    for (PathResult path : results.paths()) {
      List<Double> values = path.scan().values();
      print.printf(
          Locale.ROOT,
          "%-7s %10.4g %12.4g %12.4g %12.4g %9.4f %12.4g  %-10s %-12s %s%n",
          epochs ? path.description().epoch() : path.description().architecture().describe(),
          path.distance(),
          values.get(0),
          values.get(values.size() - 1),
          path.alignment().slope(),
          path.alignment().cosine(),
          path.measures().barrier(),
          path.verdict().convex().word(),
          path.verdict().star().word(),
          path.verdict().chord().word());
    }
    results.warnings().forEach(note -> print.println("note: " + note));
    if (results.images() < results.population()) {
      print.printf(
          "note: the loss is a mean over %d of %d training images%n",
          results.images(), results.population());
    }
    print.println("segments and figures in " + run.out());
    print.flush();
  }

  private Configuration<Settings> configuration() throws IOException {
    Configuration<Settings> configuration =
        run.configuration(
            Settings.class,
            new Settings(
                DataConfig.DEFAULT,
                LossConfig.DEFAULT,
                PathConfig.DEFAULT,
                ComputeConfig.defaults()),
            config,
            checkpoints);
    loss.applyTo(configuration, "loss", checkpoints);
    verdicts.applyTo(configuration, "path");
    return configuration.set("path.points", points);
  }
}
