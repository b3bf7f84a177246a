package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.DataOptions;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.option.OutOption;
import org.convexityprobe.cli.option.VerdictOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.Progress;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.ScriptConfig;
import org.convexityprobe.experiment.probe.ScriptResults;
import org.convexityprobe.experiment.probe.ScriptRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.NormalizationDirection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity torchscript}. */
@Command(
    name = "torchscript",
    description = {
      "Scan random lines around networks of any kind that PyTorch saved with their code, and"
          + " measure their convexity length.",
      "In Python: torch.jit.trace(model.eval(), x).save('net.pt'). The code of such a file runs:"
          + " use only files that you trust."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity torchscript net.pt --data images.npz --mean 0.5 --std 0.25 --out runs/net",
      "  convexity torchscript vit.pt --data images:32x32:photos --normalization imagenet \\",
      "      --output logits --lines 25 --images 1000 --out runs/vit"
    })
public final class TorchScriptCommand implements Callable<Integer> {
  /** What the options set. */
  record Settings(DataConfig data, ProbeConfig probe, ScriptConfig network) {}

  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private DataOptions data;
  @Mixin private VerdictOptions verdicts;
  @Mixin private OutOption out;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "1..*",
      description = "Files of torch.jit.trace or torch.jit.script.")
  private List<Path> networks;

  @Option(names = "--lines", paramLabel = "N", description = "Random lines; 25 by default.")
  private Integer lines;

  @Option(names = "--points", paramLabel = "N", description = "Grid points, odd; 51 by default.")
  private Integer points;

  @Option(names = "--length", paramLabel = "L", description = "Length of a line; 1 by default.")
  private Double length;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Training images in the loss; 5000 by default, or all if fewer.")
  private Integer images;

  @Option(names = "--batch-size", paramLabel = "N", description = "Images evaluated together; 128.")
  private Integer batchSize;

  @Option(names = "--seed", paramLabel = "SEED", description = "Seed of directions and images; 1.")
  private Long seed;

  @Option(
      names = "--normalization-direction",
      paramLabel = "HOW",
      description =
          "How directions move parameters of one dimension, biases and those of normalisations:"
              + " ${COMPLETION-CANDIDATES}; random by default.")
  private NormalizationDirection normalizationDirection;

  @Option(
      names = "--refine",
      description = "Halve the grid until the length moves by less than 0.01.")
  private Boolean refine;

  @Option(
      names = "--double",
      description = "Compute in double precision; parameters are single-precision numbers.")
  private Boolean doublePrecision;

  @Option(
      names = "--output",
      paramLabel = "PART",
      description = "Which part of a tuple (from 0) or of a dictionary (its key) the logits are.")
  private String output;

  @Option(names = "--quiet", description = "Print results alone, no progress.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    Settings settings = settings();
    Optional<ScriptResults> results;
    try (Watch watch = new Watch(log)) {
      results =
          new ScriptRun(networks, settings.data(), settings.probe(), settings.network())
              .run(out.folder(), new RunControl<>(watch, Interruption.install()));
    }
    if (results.isEmpty()) {
      log.println("stopped; the same command goes on after the last finished line");
      log.flush();
      return ExitCode.INTERRUPTED;
    }
    PrintWriter print = spec.commandLine().getOut();
    if (!json.alone()) {
      results.get().networks().forEach(network -> print(network, print));
      print.println("results and figures in " + out.folder());
    }
    json.write(Json.write(results.get().networks()), print);
    print.flush();
    return results.get().networks().stream().allMatch(TorchScriptCommand::finite)
        ? ExitCode.OK
        : ExitCode.NUMERICAL;
  }

  private static boolean finite(ScriptResults.Network network) {
    return network.lines().stream()
        .flatMap(line -> line.values().stream())
        .allMatch(Double::isFinite);
  }

  private Settings settings() {
    Configuration<Settings> configuration =
        Configuration.of(
            Settings.class,
            new Settings(DataConfig.DEFAULT, ProbeConfig.DEFAULT, ScriptConfig.DEFAULT));
    data.applyTo(configuration);
    verdicts.applyTo(configuration, "probe");
    return configuration
        .set("probe.lines", lines)
        .set("probe.points", points)
        .set("probe.length", length)
        .set("probe.images", images)
        .set("probe.batchSize", batchSize)
        .set("probe.seed", seed)
        .set("probe.normalizationDirection", normalizationDirection)
        .set("probe.refine", refine)
        .set("network.doublePrecision", doublePrecision)
        .set("network.output", output)
        .resolve();
  }

  private static void print(ScriptResults.Network network, PrintWriter print) {
    print.printf(
        Locale.ROOT,
        "%s: %,d parameters, loss %.4g, accuracy %.1f %% on %,d of %,d images%n",
        network.name(),
        network.parameters(),
        network.loss(),
        network.accuracy(),
        network.images(),
        network.population());
    print.printf(
        Locale.ROOT,
        "  L %.3f ± %.3f, L_low %.3f ± %.3f (%d lines)%n",
        network.summary().length().mean(),
        network.summary().length().standardError(),
        network.summary().lengthLow().mean(),
        network.summary().lengthLow().standardError(),
        network.lines().size());
    network
        .summary()
        .populationRange()
        .ifPresent(
            range ->
                print.printf(
                    Locale.ROOT,
                    "  L of all %,d images: %.3f to %.3f%n",
                    range.population(),
                    range.low().mean(),
                    range.high().mean()));
    network.warnings().forEach(warning -> print.println("  " + warning));
  }

  /** Shows how far the run is. */
  private final class Watch implements ScriptRun.Listener, AutoCloseable {
    private final PrintWriter log;
    private Progress progress;

    Watch(PrintWriter log) {
      this.log = log;
    }

    @Override
    public void planned(int count, int done) {
      progress = new Progress("torchscript", "lines", count, done, quiet, log);
    }

    @Override
    public void lineDone(String network, LineScan scan) {
      progress.step(1);
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
