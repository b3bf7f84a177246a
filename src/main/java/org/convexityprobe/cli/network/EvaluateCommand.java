package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.ComputeOptions;
import org.convexityprobe.cli.option.DataOptions;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.option.ObjectiveOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.cli.progress.Progress;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.probe.Evaluation;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.network.Objective;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.NetworkFiles;
import org.convexityprobe.resnet.NetworkScore;
import org.convexityprobe.resnet.TrainedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Print accuracy and cross-entropy of checkpoints on the test images and on their training"
            + " images.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity evaluate models/resnet56.zip --data data/cifar10",
      "  convexity evaluate checkpoints/small/epoch-*.zip --data synthetic --json scores.json"
    })
public final class EvaluateCommand implements Callable<Integer> {
  /** What the options set. */
  record Settings(DataConfig data, LossConfig loss, ComputeConfig compute) {}

  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private DataOptions data;
  @Mixin private ComputeOptions compute;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "1..*",
      description = "Zips of checkpoints, folders of them, or TorchScript networks.")
  private List<Path> checkpoints;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images evaluated together; 128 by default.")
  private Integer batchSize;

  @Mixin private ObjectiveOptions objective;

  @Override
  public Integer call() throws IOException {
    Settings settings = settings();
    List<Evaluation> evaluations = new ArrayList<>();
    FailedCheckpoints failed = new FailedCheckpoints();
    for (Path checkpoint : CheckpointFiles.expand(checkpoints)) {
      TrainedNetwork network;
      try {
        network = NetworkFiles.read(checkpoint);
      } catch (IOException | NotFiniteException e) {
        failed.add(checkpoint.toString(), e);
        continue;
      }
      try (Watch watch = new Watch(checkpoint)) {
        evaluations.add(
            Evaluation.of(network, settings.data(), settings.compute(), settings.loss(), watch));
      }
    }
    if (!evaluations.isEmpty() && !json.alone()) {
      print(evaluations, settings.loss().objective());
    }
    json.write(Json.write(evaluations), spec.commandLine().getOut());
    boolean finite = evaluations.stream().allMatch(Evaluation::everywhereFinite);
    return failed.report(spec.commandLine(), finite ? ExitCode.OK : ExitCode.NUMERICAL);
  }

  private Settings settings() {
    Configuration<Settings> configuration =
        Configuration.of(
            Settings.class,
            new Settings(DataConfig.DEFAULT, LossConfig.DEFAULT, ComputeConfig.defaults()));
    data.applyToNetworks(configuration, checkpoints);
    objective.applyTo(configuration, "loss", checkpoints);
    configuration.set("loss.batchSize", batchSize);
    compute.applyTo(configuration);
    return configuration.resolve();
  }

  private void print(List<Evaluation> evaluations, Objective objective) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%-9s %8s %8s %10s %14s%n", "images", "number", "correct", "accuracy", objective.loss());
    for (Evaluation evaluation : evaluations) {
      out.printf(
          "%s: %s, on %s%n",
          evaluation.checkpoint(), evaluation.description().describe(), evaluation.images());
      if (evaluation.test() != null) {
        print("test", evaluation.test(), out);
      }
      print("training", evaluation.train(), out);
    }
    out.flush();
  }

  private static void print(String split, NetworkScore score, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-9s %8d %8d %8.2f %% %14.6f%n",
        split,
        score.images(),
        score.correct(),
        score.accuracy(),
        score.loss());
  }

  /** Shows how far one checkpoint is. */
  private final class Watch implements Evaluation.Listener, AutoCloseable {
    private final Path checkpoint;
    private Progress progress;

    Watch(Path checkpoint) {
      this.checkpoint = checkpoint;
    }

    @Override
    public void planned(int images) {
      progress =
          new Progress(
              checkpoint.getFileName().toString(),
              "images",
              images,
              0,
              compute.quiet(),
              spec.commandLine().getErr());
    }

    @Override
    public void accept(int images) {
      progress.step(images);
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
