package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.FilterOptions;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.option.LossOptions;
import org.convexityprobe.cli.option.Range;
import org.convexityprobe.cli.option.RunOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.SurfaceProgress;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.SurfaceConfig;
import org.convexityprobe.experiment.surface.SurfaceFiles;
import org.convexityprobe.experiment.surface.SurfaceResult;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.experiment.surface.SurfaceRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.report.SurfacePlot;
import org.convexityprobe.resnet.CheckpointFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity surface}. */
@Command(
    name = "surface",
    description =
        "Compute the loss over a plane of two filter-normalised random directions around"
            + " checkpoints, or over the plane of a training run, and where it is convex.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity surface checkpoints/small/epoch-006.zip --data synthetic --points 25 --out"
          + " runs/s",
      "  convexity surface k1/epoch-200.zip k4/epoch-200.zip --data data/cifar10 \\",
      "      --x-range -1,1 --y-range -1,1 --points 51 --images 5000 --log --out runs/figure7",
      "  convexity surface checkpoints/small --trajectory --data synthetic --out runs/trajectory",
      "  convexity surface k1/epoch-200.zip --data data/cifar10 --cluster local[4] --out runs/k1"
    })
public final class SurfaceCommand implements Callable<Integer> {
  /** What the options set. */
  record Settings(DataConfig data, LossConfig loss, SurfaceConfig surface, ComputeConfig compute) {}

  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private RunOptions run;
  @Mixin private LossOptions loss;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "1..*",
      description =
          "Zips of checkpoints, folders of them, or TorchScript networks. All are drawn with the"
              + " same colour scale.")
  private List<Path> checkpoints;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML with any of these settings (data, loss, surface, compute).")
  private Path config;

  @Option(
      names = "--x-range",
      paramLabel = "A,B",
      converter = Range.Converter.class,
      description =
          "Range of the first direction, which must contain 0; -1,1 by default, and with"
              + " --trajectory a range that contains the trajectory.")
  private Range xRange;

  @Option(
      names = "--y-range",
      paramLabel = "A,B",
      converter = Range.Converter.class,
      description = "Range of the second direction; by default that of the first.")
  private Range yRange;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Points along each direction; 51 by default.")
  private Integer points;

  @Option(
      names = "--trajectory",
      negatable = true,
      description =
          "Treat the checkpoints as one training run, in the given order. The plane is spanned by"
              + " the run's first two principal components and contains the last checkpoint.")
  private Boolean trajectory;

  @Option(
      names = "--pair",
      paramLabel = "P",
      description =
          "Number of the pair of random directions: those of lines 2P and 2P + 1 of a probe; 0 by"
              + " default. Several pairs show how much the surface depends on the plane.")
  private Integer pair;

  @Option(
      names = "--orthogonal",
      negatable = true,
      description = "Make the second direction orthogonal to the first, filter by filter.")
  private Boolean orthogonal;

  @Option(
      names = "--noise-threshold",
      paramLabel = "Z",
      description =
          "Eigenvalues below Z standard deviations of the noise are undecided; 4 by default.")
  private Double noiseThreshold;

  @Option(
      names = "--log",
      negatable = true,
      description =
          "Draw the logarithm of the loss; by default where it spans more than one order of"
              + " magnitude. Changes figures only.")
  private Boolean logarithmic;

  @Mixin private FilterOptions filters;

  @Override
  public Integer call() throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    Settings settings = configuration().resolve();
    if (filters.list()) {
      return FilterList.print(
          CheckpointFiles.expand(checkpoints),
          settings.surface().filters(),
          settings.surface().normalizationDirection(),
          spec.commandLine().getOut());
    }
    FailedCheckpoints failed = new FailedCheckpoints();
    Optional<SurfaceResults> results = compute(settings, failed, log);
    if (results.isEmpty()) {
      log.println("stopped; the same command continues after the last finished row");
      log.flush();
      return ExitCode.INTERRUPTED;
    }
    if (results.get().surfaces().isEmpty()) {
      return failed.report(spec.commandLine(), ExitCode.OK);
    }
    PrintWriter print = spec.commandLine().getOut();
    if (!json.alone()) {
      print(results.get(), print);
    }
    json.write(Json.write(results.get()), print);
    boolean finite = results.get().surfaces().stream().allMatch(SurfaceResult::everywhereFinite);
    return failed.report(spec.commandLine(), finite ? ExitCode.OK : ExitCode.NUMERICAL);
  }

  private void print(SurfaceResults results, PrintWriter print) {
    for (SurfaceResult result : results.surfaces()) {
      if (result.map() != null) {
        print.println(result.name() + ": " + SurfacePlot.shares(result.map()));
      }
      result
          .warnings()
          .forEach(note -> print.println("note: %s: %s".formatted(result.name(), note)));
    }
    results.surfaces().stream()
        .map(SurfaceResult::trajectory)
        .filter(Objects::nonNull)
        .forEach(path -> print(path, print));
    print.println("surfaces, figures and exports in " + run.out());
  }

  private static void print(SurfaceTrajectory path, PrintWriter print) {
    print.printf(
        Locale.ROOT,
        "The plane explains %.1f %% + %.1f %% of the trajectory's variance.%n",
        100 * path.explained().get(0),
        100 * path.explained().get(1));
    print.printf(
        "%-7s %10s %10s %10s %12s %12s%n",
        "epoch", "x", "y", "off plane", "loss there", "on plane");
    for (SurfaceTrajectory.Point point : path.points()) {
      print.printf(
          Locale.ROOT,
          "%-7d %10.4g %10.4g %10.4g %12.4g %12.4g%n",
          point.epoch(),
          point.x(),
          point.y(),
          point.residual(),
          point.loss(),
          point.surfaceLoss());
    }
  }

  private Optional<SurfaceResults> compute(
      Settings settings, FailedCheckpoints failed, PrintWriter log) throws IOException {
    Interruption interruption = Interruption.install();
    try (UnitExecutor executor = run.executor(settings.compute(), log);
        SurfaceProgress progress = new SurfaceProgress(run.quiet(), log, failed)) {
      Optional<SurfaceResults> results =
          new SurfaceRun(
                  CheckpointFiles.expand(checkpoints),
                  settings.data(),
                  settings.loss(),
                  settings.surface(),
                  settings.compute())
              .run(run.out(), executor, new RunControl<>(progress, interruption));
      if (results.isPresent() && !results.get().surfaces().isEmpty()) {
        SurfaceFiles.write(results.get(), run.out(), logarithmic);
      }
      return results;
    }
  }

  private Configuration<Settings> configuration() throws IOException {
    Configuration<Settings> configuration =
        run.configuration(
            Settings.class,
            new Settings(
                DataConfig.DEFAULT,
                LossConfig.DEFAULT,
                SurfaceConfig.DEFAULT,
                ComputeConfig.defaults()),
            config,
            checkpoints);
    loss.applyTo(configuration, "loss", checkpoints);
    filters.applyTo(configuration, "surface");
    set(configuration, "surface.x.", xRange);
    set(configuration, "surface.y.", yRange);
    return configuration
        .set("surface.x.points", points)
        .set("surface.y.points", points)
        .set("surface.trajectory", trajectory)
        .set("surface.pair", pair)
        .set("surface.orthogonal", orthogonal)
        .set("surface.noiseThreshold", noiseThreshold);
  }

  private static void set(Configuration<Settings> configuration, String axis, Range range) {
    if (range != null) {
      configuration.set(axis + "from", range.from()).set(axis + "to", range.to());
    }
  }
}
