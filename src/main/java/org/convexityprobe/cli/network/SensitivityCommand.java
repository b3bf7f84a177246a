package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.option.ObjectiveOptions;
import org.convexityprobe.cli.option.RunOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.ProbeProgress;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.SensitivityConfig;
import org.convexityprobe.experiment.probe.SensitivityListener;
import org.convexityprobe.experiment.probe.SensitivityResults;
import org.convexityprobe.experiment.probe.SensitivityRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.landscape.NormalizationDirection;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.report.SensitivityRow;
import org.convexityprobe.report.SensitivityTable;
import org.convexityprobe.resnet.CheckpointFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity sensitivity}. */
@Command(
    name = "sensitivity",
    description =
        "Measure the convexity length under every combination of the conventions that the papers"
            + " leave open, with the same Gaussian draws.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity sensitivity models/resnet56.zip --data data/cifar10 --batch-norms running \\",
      "      --points 21,51 --images 1000 --out runs/conventions"
    })
public final class SensitivityCommand implements Callable<Integer> {
  /** What the options set. */
  record Settings(
      DataConfig data, ProbeConfig probe, SensitivityConfig sensitivity, ComputeConfig compute) {}

  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private RunOptions run;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "1..*",
      description = "Zips of checkpoints, folders of them, or TorchScript networks.")
  private List<Path> checkpoints;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML with any of these settings (data, probe, sensitivity, compute).")
  private Path config;

  @Option(
      names = "--normalization-directions",
      paramLabel = "HOW",
      split = ",",
      description =
          "How directions move biases and batch-norm's scale and shift, some of"
              + " ${COMPLETION-CANDIDATES}; all by default.")
  private List<NormalizationDirection> normalizationDirections;

  @Option(
      names = "--batch-norms",
      paramLabel = "MODE",
      split = ",",
      description = "Some of ${COMPLETION-CANDIDATES}; by default all that the networks can use.")
  private List<BatchNormMode> batchNorms;

  @Option(
      names = "--points",
      paramLabel = "N",
      split = ",",
      description = "Grid points, odd numbers; 51 by default.")
  private List<Integer> points;

  @Option(
      names = "--images",
      paramLabel = "N",
      split = ",",
      description = "Training images in the loss; 5000 by default, or all if there are fewer.")
  private List<Integer> images;

  @Option(names = "--lines", paramLabel = "N", description = "Random lines; 25 by default.")
  private Integer lines;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images evaluated together; 128 by default.")
  private Integer batchSize;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of directions and images; 1 by default.")
  private Long seed;

  @Mixin private ObjectiveOptions objective;

  @Override
  public Integer call() throws IOException {
    Settings settings = settings();
    FailedCheckpoints failed = new FailedCheckpoints();
    Optional<SensitivityResults> study = run(settings, failed);
    PrintWriter log = spec.commandLine().getErr();
    if (study.isEmpty()) {
      log.println("stopped; the same command continues where it stopped");
      log.flush();
      return ExitCode.INTERRUPTED;
    }
    List<SensitivityRow> rows = study.get().rows();
    if (rows.isEmpty()) {
      return failed.report(spec.commandLine(), ExitCode.OK);
    }
    PrintWriter result = spec.commandLine().getOut();
    if (!json.alone()) {
      result.print(SensitivityTable.text(rows));
      study.get().notes().forEach(note -> result.println("note: " + note));
      result.println("report and figure in " + run.out());
    }
    json.write(Json.write(rows), result);
    result.flush();
    return failed.report(
        spec.commandLine(), study.get().everywhereFinite() ? ExitCode.OK : ExitCode.NUMERICAL);
  }

  private Optional<SensitivityResults> run(Settings settings, FailedCheckpoints failed)
      throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    Interruption interruption = Interruption.install();
    List<ProbeProgress> shown = new ArrayList<>();
    try (UnitExecutor executor = run.executor(settings.compute(), log)) {
      SensitivityListener listener =
          (name, number, count) -> {
            shown.forEach(ProbeProgress::close);
            shown.clear();
            if (!run.quiet()) {
              log.printf("convention %d of %d: %s%n", number, count, name);
              log.flush();
            }
            ProbeProgress progress = new ProbeProgress(run.quiet(), log, failed);
            shown.add(progress);
            return progress;
          };
      return new SensitivityRun(
              CheckpointFiles.expand(checkpoints),
              settings.data(),
              settings.probe(),
              settings.sensitivity(),
              settings.compute())
          .run(run.out(), executor, new RunControl<>(listener, interruption));
    } finally {
      shown.forEach(ProbeProgress::close);
    }
  }

  private Settings settings() throws IOException {
    Configuration<Settings> configuration =
        run.configuration(
            Settings.class,
            new Settings(
                DataConfig.DEFAULT,
                ProbeConfig.DEFAULT,
                SensitivityConfig.DEFAULT,
                ComputeConfig.defaults()),
            config,
            checkpoints);
    objective.applyTo(configuration, "probe", checkpoints);
    return configuration
        .set("sensitivity.normalizationDirections", normalizationDirections)
        .set("sensitivity.batchNorms", batchNorms)
        .set("sensitivity.points", points)
        .set("sensitivity.images", images)
        .set("probe.lines", lines)
        .set("probe.batchSize", batchSize)
        .set("probe.seed", seed)
        .resolve();
  }
}
